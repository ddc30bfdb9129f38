# ruff: noqa: E501  (samples read best on lines of their own length)
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.docx import read
from claimcheck.documents.raw import Extract, Raw
from claimcheck.errors import UnreadableInput
from claimcheck.language.blocks import split_blocks

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(fill: Callable[[Word], object]) -> bytes:
    document = docx.Document()
    fill(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def extract(data: bytes) -> Extract:
    (found,) = read(Raw(data=data, name="a.docx", where="a.docx"))
    return found


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The archive with some members replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return target.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_headings_paragraphs_lists_and_tables_come_in_their_order() -> None:
    def fill(document: Word) -> None:
        document.add_heading("Joint statement", 0)
        document.add_paragraph("The two sides met on Monday.")
        document.add_heading("Next steps", 2)
        document.add_paragraph("Reduce tariffs by 10 percent.", style="List Bullet")
        document.add_paragraph("Meet again in June.", style="List Number")
        table = document.add_table(rows=2, cols=2)
        for cell, words in zip(
            (c for row in table.rows for c in row.cells),
            ("Good", "Tariff", "Steel", "25 percent"),
            strict=True,
        ):
            cell.text = words
        document.add_paragraph("They parted as friends.")

    found = extract(made(fill))
    assert found.text == (
        "# Joint statement\n\nThe two sides met on Monday.\n\n## Next steps\n\n- Reduce tariffs by 10 percent.\n"
        "- Meet again in June.\n\n| Good | Tariff |\n| Steel | 25 percent |\n\nThey parted as friends."
    )
    assert found.reader.startswith("python-docx ")
    assert [block.kind for block in split_blocks(found.text)][:4] == [
        "heading",
        "paragraph",
        "heading",
        "list_item",
    ]


def test_title_and_author_are_what_the_file_says() -> None:
    def fill(document: Word) -> None:
        document.core_properties.title, document.core_properties.author = " Joint  Statement ", "MFA"
        document.add_paragraph("Words.")

    found = extract(made(fill))
    assert (found.title, found.author) == ("Joint Statement", "MFA")


def test_footnotes_stand_at_the_end() -> None:
    data = made(lambda document: document.add_paragraph("The levy was lifted."))
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Except on steel.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
        ' Target="footnotes.xml"/></Relationships>'
    )
    rels = member(data, "word/_rels/document.xml.rels").replace(b"</Relationships>", relation.encode())
    types = member(data, "[Content_Types].xml").replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.footnotes+xml"/></Types>',
    )
    changes = {
        "word/footnotes.xml": notes.encode(),
        "word/_rels/document.xml.rels": rels,
        "[Content_Types].xml": types,
    }
    assert extract(repacked(data, changes)).text == "The levy was lifted.\n\nExcept on steel."


def body(xml: str) -> bytes:
    def fill(document: Word) -> None:
        document.element.body.insert(0, parse_xml(f"<w:p {W}>{xml}</w:p>"))

    return made(fill)


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_words_that_a_change_struck_out_are_left_out_and_those_put_in_are_read() -> None:
    struck = "<w:del><w:r><w:delText>approved</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('there')}</w:moveFrom>"
    put_in = f"<w:ins>{run('discussed')}</w:ins>"
    assert extract(body(run("They ") + struck + moved + put_in + run(" it."))).text == "They discussed it."


def test_links_content_controls_and_breaks_keep_their_words() -> None:
    link = f"<w:hyperlink>{run('the deal')}</w:hyperlink>"
    control = f"<w:sdt><w:sdtContent>{run('in full')}</w:sdtContent></w:sdt>"
    broken = "<w:r><w:br/><w:t>at once,</w:t><w:tab/><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r>"
    assert extract(body(run("They back ") + link + run(" ") + control + broken)).text == (
        "They back the deal in full\nat once, well-known"
    )


def test_nested_tables_are_read_once() -> None:
    def fill(document: Word) -> None:
        cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
        cell.text = "outer"
        cell.add_table(rows=1, cols=1).rows[0].cells[0].text = "inner"

    assert extract(made(fill)).text == "| outer inner |"


def test_macros_are_ignored_with_a_warning() -> None:
    data = repacked(
        made(lambda document: document.add_paragraph("Words.")), {"word/vbaProject.bin": b"\x00evil"}
    )
    found = extract(data)
    assert found.text == "Words."
    assert found.warnings == ("it holds macros, which were ignored",)


def test_a_file_of_pictures_has_no_text() -> None:
    found = extract(made(lambda document: None))
    assert (found.text, found.doubt) == ("", "no_text")
    assert "no text" in found.warnings[0]


def test_entities_are_not_expanded() -> None:
    data = made(lambda document: document.add_paragraph("Words."))
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    xml = member(data, "word/document.xml").decode().replace("Words.", "Words. &a11;")
    xml = xml[xml.index("<w:document") :]
    hostile = repacked(data, {"word/document.xml": f"<!DOCTYPE d [<!ENTITY a0 'ha'>{bomb}]>{xml}".encode()})
    with pytest.raises(UnreadableInput, match="broken"):
        extract(hostile)


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = repacked(made(lambda document: None), {"word/document.xml": b"<w>" + b" " * 3_000_000 + b"</w>"})
    with pytest.raises(UnreadableInput, match="times its size"):
        extract(data)
    monkeypatch.setenv("CLAIMCHECK_LIMIT_ZIP_RATIO", "100000")
    monkeypatch.setenv("CLAIMCHECK_LIMIT_XML_BYTES", "1000000")
    with pytest.raises(UnreadableInput, match="larger than 1,000,000 bytes"):
        extract(data)


@pytest.mark.parametrize(
    "name", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml"]
)
@pytest.mark.parametrize("content", [b"", b"<a", b"<a/>", b"\0\xff"])
def test_a_broken_part_is_refused_or_passed_over(name: str, content: bytes) -> None:
    data = repacked(made(lambda document: document.add_paragraph("Words.")), {name: content})
    try:
        assert extract(data).text == "Words."
    except UnreadableInput as error:
        assert "Word file" in str(error)


WHOLE = made(lambda document: document.add_paragraph("The ministry said that talks go on."))


@settings(deadline=None, max_examples=60)
@given(junk=st.binary(min_size=1, max_size=60), at=st.integers(0, len(WHOLE)))
def test_any_damage_is_read_or_refused(junk: bytes, at: int) -> None:
    try:
        extract(WHOLE[:at] + junk + WHOLE[at + len(junk) :])
    except UnreadableInput as error:
        assert "\n" not in str(error)


XML = st.recursive(
    st.text(
        st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], exclude_characters="<>&"), max_size=8
    ).map(run),
    lambda inner: st.tuples(
        st.sampled_from(["p", "tbl", "tr", "tc", "sdt", "ins", "del", "hyperlink"]),
        st.lists(inner, max_size=3),
    ).map(lambda given: f"<w:{given[0]}>{''.join(given[1])}</w:{given[0]}>"),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60)
@given(parts=st.lists(XML, max_size=6))
def test_any_order_of_elements_is_read(parts: list[str]) -> None:
    text = extract(body("".join(parts))).text
    assert "\v" not in text
    assert "\n\n\n" not in text
