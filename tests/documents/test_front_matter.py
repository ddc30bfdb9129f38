from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.front_matter import split_front_matter
from claimcheck.documents.metadata import Metadata, iso_date, party_names
from claimcheck.errors import UnreadableInput


def fields(block: str) -> Metadata:
    return split_front_matter(f"---\n{block}\n---\nbody", "f.md")[0]


def refusal(block: str) -> str:
    with pytest.raises(UnreadableInput) as caught:
        fields(block)
    return str(caught.value)


def test_all_known_keys_are_read_and_others_ignored() -> None:
    block = (
        "party: China MFA\ntitle: 'A: B'\ndate: 2025-09-26\nurl: https://e.org/a\nkind: official\nnew: [1]"
    )
    assert fields(block) == Metadata(
        parties=("China MFA",), title="A: B", date="2025-09-26", url="https://e.org/a", kind="official"
    )


def test_a_list_of_parties_is_a_joint_document() -> None:
    assert fields("party: [China, United States, China]").parties == ("China", "United States")


@pytest.mark.parametrize("written", ["2025-09-06", "'2025-9-6'", "2025-09-06T23:30:00+08:00", "20250906"])
def test_dates_become_iso_days_as_written(written: str) -> None:
    assert fields(f"date: {written}").date == "2025-09-06"


def test_values_that_yaml_would_convert_stay_words() -> None:
    read = fields("party: NO\ntitle: 2025\nkind: 1e3")
    assert (read.parties, read.title, read.kind) == (("NO",), "2025", "1e3")


def test_null_values_are_absent() -> None:
    assert fields("party: ~\ntitle: null\ndate:\nurl:\nkind: ''") == Metadata()


@pytest.mark.parametrize("block", ["", "# nothing but a comment"])
def test_empty_front_matter_says_nothing(block: str) -> None:
    assert fields(block) == Metadata()


def test_the_body_begins_right_after_the_closing_line_and_is_not_stripped() -> None:
    assert split_front_matter("---\ntitle: a\n---\n\n  b \n\n", "f")[1] == "\n  b \n\n"


def test_windows_line_ends_are_folded_and_a_lone_carriage_return_stays() -> None:
    metadata, body = split_front_matter("---\r\ntitle: a\r\n---\r\nb\rc\r\n\r\nd\r\r\n", "f")
    assert (metadata.title, body) == ("a", "b\rc\n\nd\r\n")


def test_a_later_rule_is_part_of_the_body() -> None:
    assert split_front_matter("---\ntitle: a\n---\nb\n---\nc", "f")[1] == "b\n---\nc"


def test_a_rule_that_is_not_the_first_line_opens_nothing() -> None:
    assert split_front_matter("\n---\ntitle: a\n---\n", "f") == (Metadata(), "\n---\ntitle: a\n---\n")


def test_longer_dashes_neither_open_nor_close() -> None:
    assert split_front_matter("----\na\n----\n", "f") == (Metadata(), "----\na\n----\n")
    with pytest.raises(UnreadableInput, match="no closing"):
        split_front_matter("---\ntitle: a\n----\n", "f")


def test_front_matter_that_never_closes_names_file_and_remedy() -> None:
    with pytest.raises(UnreadableInput) as caught:
        split_front_matter("---\ntitle: a\nbody", "f.md")
    assert str(caught.value).startswith("f.md:1: the front matter has no closing '---' line")
    assert "Close it with a line '---'" in str(caught.value)


def test_front_matter_is_bounded() -> None:
    with pytest.raises(UnreadableInput, match="within 16,384 characters"):
        split_front_matter("---\n" + "# x\n" * 5000 + "---\nbody", "f.md")


@pytest.mark.parametrize(
    ("block", "line", "what"),
    [
        ("title: a\nparty: [b", 4, "expected ',' or ']'"),
        ("title: a: b", 2, "mapping values are not allowed"),
        ("title: a\nkind: \x01", 3, "U+0001"),
        ("title: a\ntitle: b", 3, "stands twice"),
        ("title: a\nparty: {name: b}", 3, "'party' must be a name or a list of names"),
        ("party: [a, [b]]", 2, "'party' must be a name or a list of names"),
        ("kind: a\ntitle: [b]", 3, "'title' must be one string"),
        ("title: a\ndate: 12 May 2025", 3, "'12 May 2025' is not a day"),
        ("date: 2025-02-30", 2, "is not a day"),
        ('title: "\\ud800"', 2, "surrogate"),
        ("just words", 2, "no 'key: value' lines"),
        ("- a\n- b", 2, "no 'key: value' lines"),
        ("a: *nowhere", 2, "undefined alias"),
    ],
)
def test_malformed_front_matter_names_the_line(block: str, line: int, what: str) -> None:
    message = refusal(block)
    assert message.startswith(f"f.md:{line}: ")
    assert what in message
    assert message.endswith(".")


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.getcwd []", "!!python/name:os.system", "!!timestamp 2025-99-99", "!x a"]
)
def test_tags_that_would_build_objects_are_refused(tag: str) -> None:
    assert "is not allowed" in refusal(f"party: {tag}")


def test_hostile_yaml_is_refused_quickly() -> None:
    doubling = "\n".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 200))
    start = time.perf_counter()
    assert fields(f"a0: &a0 [x]\n{doubling}") == Metadata()
    assert "nested too deeply" in refusal("[" * 5000)
    assert "recursive" in refusal("party: &a [*a]")
    assert time.perf_counter() - start < 20


def test_null_is_nothing_and_in_quotes_a_word() -> None:
    assert fields("title: null\nurl: ~") == Metadata()
    assert fields('title: "NULL"').title == "NULL"


@settings(deadline=None)
@given(body=st.text(), title=st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1))
def test_the_body_survives_unchanged_but_for_windows_line_ends(body: str, title: str) -> None:
    metadata, read = split_front_matter(f'---\ntitle: "{title}"\n---\n{body}', "f")
    assert metadata.title == title
    assert read == body.replace("\r\n", "\n")


@settings(deadline=None)
@given(block=st.text(max_size=200))
def test_any_front_matter_is_read_or_refused_in_one_line(block: str) -> None:
    try:
        split_front_matter(f"---\n{block}\n---\nbody", "f")
    except UnreadableInput as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    "written", ["1789", "2025-09", "May 2025", "2025-13-01", "2025-9-31", "", "٢٠٢٥-٠٩-٠٦"]
)
def test_what_names_no_day_is_no_date(written: str) -> None:
    assert iso_date(written) is None


def test_party_names_are_trimmed_and_blank_ones_dropped() -> None:
    assert party_names([" a ", "", "b", "a"]) == ("a", "b")
    assert party_names("  ") == party_names(None) == ()
