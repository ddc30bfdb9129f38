import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import MissingInput, UnreadableInput
from claimcheck.language.names import country_of, find_names, load_aliases, same_actor

PIECES = st.one_of(
    st.sampled_from(
        ("The", "China", "U.S.", "Xi", "Jinping", "President", "Lee", "Jae", "-", "Myung", ".", ",")
    ),
    st.sampled_from(
        ("(", "ROK", ")", "Beth", "M.", "Hammack", "'s", "’s", "of", "Bank", "the", "Committee", "A")
    ),
    st.sampled_from(
        ("FOMC", "side", "\n", "\n\n", '"', "Chinese", "government", "&", "7", "Çelik", "von", "é")
    ),
)


def found(text):
    return [(name.text, name.actor) for name in find_names(text)]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("in Beijing", "China"),
        ("with the Chinese side", "China"),
        ("by the PRC", "China"),
        ("by the People’s Republic of China", "China"),
        ("China's exports", "China"),
        ("from Washington", "United States"),
        ("by the U.S. government", "United States"),
        ("the American side", "United States"),
        ("the US side", "United States"),
        ("for America", "United States"),
        ("the ROK", "South Korea"),
        ("the Republic of Korea", "South Korea"),
        ("in Seoul", "South Korea"),
        ("the DPRK", "North Korea"),
        ("the Kremlin", "Russia"),
        ("the Fed", "Federal Reserve"),
        ("the International Monetary Fund", "IMF"),
        ("when President Xi arrived", "Xi Jinping"),
        ("when Xi arrived", "Xi Jinping"),
        ("and President Xi Jinping", "Xi Jinping"),
        ("and Prime Minister Narendra Modi", "Narendra Modi"),
        ("and Vice President JD Vance", "JD Vance"),
        ("and Governor Stephen Miran", "Stephen Miran"),
        ("and President Donald J. Trump", "Donald Trump"),
        ("SEOUL, Nov. 14", "South Korea"),
    ],
)
def test_the_forms_of_an_actor_have_one_key(text, actor):
    assert [name.actor for name in find_names(text)] == [actor]


def test_a_demonym_is_told_from_its_country():
    assert [name.kind for name in find_names("Chinese exports, the Chinese side and China")] == [
        "demonym",
        "country",
        "country",
    ]


def test_a_title_belongs_to_the_name():
    assert found("Talks with Foreign Minister Ingrid Solberg went on.") == [
        ("Foreign Minister Ingrid Solberg", "Ingrid Solberg")
    ]
    assert find_names("Talks with the Foreign Minister went on.") == ()


def test_a_longer_name_wins_over_the_country_in_it():
    assert found("with North Korea, the Bank of England and Michael Jordan") == [
        ("North Korea", "North Korea"),
        ("Bank of England", "Bank of England"),
        ("Michael Jordan", "Michael Jordan"),
    ]


def test_a_surname_stands_for_the_full_name_of_the_text():
    text = "They met Beth M. Solberg in Oslo. Later Solberg left."
    assert [actor for _, actor in found(text)] == ["Beth M. Solberg", "Norway", "Beth M. Solberg"]


def test_an_acronym_stands_for_the_name_before_it():
    text = "The Federal Motor Registry Agency (FMRA) spoke. Then FMRA left."
    assert {actor for _, actor in found(text)} == {"Federal Motor Registry Agency"}


def test_the_committee_is_a_name_only_where_the_text_says_which():
    assert found("Then the Committee voted on the federal funds rate.") == [
        ("the Committee", "Federal Reserve")
    ]
    assert found("Then the Committee voted on fish.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Traders will be watching tankers.",
        "Yesterday the talks ended. Tomorrow they resume.",
        "On Monday in May they met.",
        "",
        "The Prime Minister and the President spoke.",
    ],
)
def test_ordinary_words_with_a_capital_are_no_names(text):
    assert found(text) == []


def test_an_unknown_word_that_opens_a_sentence_counts_where_the_text_writes_it_as_a_name():
    text = "Zortex rose. Shares of Zortex are traded."
    assert [name.text for name in find_names(text)] == ["Zortex", "Zortex"]


def test_a_heading_proves_no_name():
    assert found("Shares Climb Sharply As Markets Cheer\n\nThe market was calm.") == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Beijing", "the PRC", True),
        ("Xi", "Xi Jinping", True),
        ("Beth M. Hammack", "Beth Hammack", True),
        ("Hammack", "Beth Hammack", True),
        ("Governor Hammack", "Beth M. Hammack", True),
        ("Lee", "Lee Jae Myung", True),
        ("Fed", "Federal Reserve", True),
        ("EPA", "Environmental Protection Agency", True),
        ("China", "Taiwan", False),
        ("China", "Xi Jinping", False),
        ("Beth Hammack", "Lorie Hammack", False),
        ("Bank of Finland", "Finland", False),
        ("", "Xi", False),
    ],
)
def test_two_wordings_are_one_actor_or_not(a, b, same):
    assert same_actor(a, b) is same
    assert same_actor(b, a) is same


def test_a_person_belongs_to_a_country():
    assert country_of("Xi Jinping") == "China"
    assert country_of("Xi") == "China"
    assert country_of("Beijing") == "China"
    assert country_of("Federal Reserve") == "United States"
    assert country_of("NATO") is None
    assert country_of("Ingrid Solberg") is None


def test_a_users_file_adds_actors_and_forms(tmp_path):
    path = tmp_path / "aliases.toml"
    path.write_text(
        '[[actors]]\nname = "Zortex"\nkind = "organisation"\ncountry = "Norway"\nforms = ["Oslo"]\n',
        encoding="utf-8",
    )
    aliases = load_aliases(path)
    assert [name.actor for name in find_names("They met in Oslo with China", aliases)] == ["Zortex", "China"]
    assert country_of("Zortex", aliases) == "Norway"
    assert same_actor("Oslo", "Zortex", aliases)
    assert [name.actor for name in find_names("They met in Oslo")] == ["Norway"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("[[actors]\n", "line 1"),
        ("x = 1\n", "aliases.toml"),
        ('[[actors]]\nname = "A"\n[[actors]]\nkind = "person"\n', "actor 2"),
        ('[[actors]]\nname = "A"\nkind = "planet"\n', "actor 1"),
        ('[[actors]]\nname = "A"\nforms = "B"\n', "actor 1"),
        ('[[actors]]\nname = "A"\nform = ["B"]\n', "actor 1"),
        ('[[actors]]\nname = "A"\nforms = ["  "]\n', "actor 1"),
        ("actors = [1]\n", "actor 1"),
    ],
)
def test_a_malformed_alias_file_is_refused_with_its_place(tmp_path, content, place):
    path = tmp_path / "aliases.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInput) as error:
        load_aliases(path)
    assert place in str(error.value)
    assert str(path) in str(error.value)


def test_a_missing_or_binary_alias_file_is_refused(tmp_path):
    with pytest.raises(MissingInput):
        load_aliases(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableInput):
        load_aliases(tmp_path / "binary.toml")


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join)))
@settings(deadline=None, max_examples=300)
def test_every_name_is_verbatim_and_in_order(text):
    end = 0
    for name in find_names(text):
        assert name.start >= end
        assert text[name.start : name.end] == name.text != ""
        assert name.actor
        end = name.end


@given(st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None)
def test_being_one_actor_is_symmetric(a, b):
    assert same_actor(a, b) == same_actor(b, a)
    assert same_actor(a, a)


@pytest.mark.parametrize("unit", ["Abc ", "Bank of ", "A-", "President ", "U.", "x\n"])
def test_time_grows_no_faster_than_the_text(unit):
    def spent(size):
        text = unit * (size // len(unit))
        start = time.process_time()
        find_names(text)
        return time.process_time() - start

    spent(2_000)
    assert spent(80_000) < 12 * spent(20_000) + 0.5


def test_a_users_aliases_can_be_made_the_default_of_a_process(tmp_path):
    path = tmp_path / "names.toml"
    path.write_text('[[actors]]\nname = "Zembla"\nkind = "country"\nforms = ["Onhava"]\n')
    code = (
        "import pathlib, sys\n"
        "from claimcheck.language.aliases import use_aliases\n"
        "from claimcheck.language.names import find_names\n"
        "use_aliases(pathlib.Path(sys.argv[1]))\n"
        "print(find_names('Talks with Onhava resumed.')[0].actor)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "Zembla\n"
