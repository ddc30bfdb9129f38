from __future__ import annotations

import json

from claimcheck.records import Document
from claimcheck.reports.document import Region, documents_to_json, render_document

TEXT = "Talks in Geneva\n\nThe ministers met today. They agreed on grain.\n\nMore talks will follow."
DOCUMENT = Document(
    id="a.pdf",
    text=TEXT,
    sha256="5e",
    title="Talks",
    parties=("North", "South"),
    path="in/a.pdf",
    url="https://example.org/a",
    retrieved="2025-01-02T03:04:05Z",
    pages=(0, TEXT.index("More")),
    warnings=("in/a.pdf: half of it is missing",),
)


def test_people_see_metadata_blocks_and_sentences_with_their_offsets() -> None:
    shown = render_document(DOCUMENT, width=80)
    assert shown.startswith("Talks\n  path      in/a.pdf\n  address   https://example.org/a\n")
    for line in (
        "  retrieved 2025-01-02T03:04:05Z",
        "  party     North, South",
        "  pages     2",
        "  doubt     in/a.pdf: half of it is missing",
        "paragraph, page 2",
        f"  {TEXT.index('They')}-{TEXT.index(' grain') + 7:<10}They agreed on grain.",
    ):
        assert line in shown.splitlines(), line


def test_a_region_is_marked_and_the_rest_left_out() -> None:
    start = TEXT.index("agreed")
    shown = render_document(DOCUMENT, width=80, region=Region(start, start + 6))
    assert "They »agreed« on grain." in shown
    assert "ministers" not in shown
    assert "More talks" not in shown


def test_a_region_can_cross_blocks() -> None:
    shown = render_document(
        DOCUMENT, width=80, region=Region(TEXT.index("on grain"), TEXT.index("talks will"))
    )
    assert "They agreed »on grain.«" in shown
    assert "»More «talks will follow." in shown


def test_nothing_of_a_text_reaches_the_terminal_as_a_command() -> None:
    hostile = Document(id="x", text="Red \x1b[31mwords came.", sha256="", title="\x1b]0;title\x07")
    assert "\x1b" not in render_document(hostile, width=80)


def test_json_holds_the_text_and_offsets_that_count_in_it() -> None:
    (read,) = json.loads(documents_to_json([DOCUMENT]))["documents"]
    assert read["text"] == TEXT
    assert read["pages"] == list(DOCUMENT.pages)
    assert [block["kind"] for block in read["blocks"]] == ["heading", "paragraph", "paragraph"]
    for span in read["blocks"] + read["sentences"]:
        assert TEXT[span["start"] : span["end"]] == span["text"]
