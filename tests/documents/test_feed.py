# ruff: noqa: E501  (samples read best on lines of their own length)
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.feed import read
from claimcheck.documents.raw import Extract, Raw
from claimcheck.errors import InputError, NothingFound, UnreadableInput

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Ministry News</title><link>https://mfa.example/</link>
<item><title>Talks go on &amp;amp; on</title><link>https://mfa.example/1</link><pubDate>Fri, 26 Sep 2025 08:00:00 GMT</pubDate>
<dc:creator>Press Office</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>The talks went on.</p><ul><li>First point.</li><li>Second &amp; last.</li></ul><script>evil()</script>]]></content:encoded></item>
<item><title>Nothing more</title><link>javascript:alert(1)</link><description>Plain words only.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Council</title>
<entry><title type="html">A &lt;b&gt;bold&lt;/b&gt; step</title><link rel="self" href="https://c.example/self"/>
<link href="https://c.example/1"/><updated>2025-09-27T01:00:00Z</updated><published>2025-09-26T01:00:00Z</published>
<author><name>Jane Doe</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It was <b>agreed</b>.</p><p>Fully.</p></div></content></entry></feed>"""


def entries(data: str | bytes, **more: str) -> tuple[Extract, ...]:
    data = data.encode() if isinstance(data, str) else data
    return read(Raw(data=data, name="a.xml", where="a.xml", **more))


def test_each_entry_of_rss_is_a_text() -> None:
    first, second = entries(RSS)
    assert first.text == "# Talks go on & on\n\nThe talks went on.\n\n- First point.\n\n- Second & last."
    assert (first.title, first.date, first.url) == ("Talks go on & on", "2025-09-26", "https://mfa.example/1")
    assert (first.author, first.site, first.part) == ("Press Office", "Ministry News", "1")
    assert (second.text, second.url, second.part) == ("# Nothing more\n\nPlain words only.", None, "2")
    assert first.sha256 != second.sha256
    assert first.encoding == "utf-8"


def test_each_entry_of_atom_is_a_text() -> None:
    (entry,) = entries(ATOM)
    assert entry.text == "# A bold step\n\nIt was agreed.\n\nFully."
    assert (entry.date, entry.url, entry.author, entry.site) == (
        "2025-09-26",
        "https://c.example/1",
        "Jane Doe",
        "Council",
    )


def test_an_rdf_feed_is_read() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>Old</title></channel><item><title>A step</title><description>It was taken.</description></item></rdf:RDF>"
    )
    (entry,) = entries(rdf)
    assert (entry.text, entry.site) == ("# A step\n\nIt was taken.", "Old")


def test_an_entry_without_text_is_doubted() -> None:
    (entry,) = entries("<rss><channel><item><link>https://e.org</link></item></channel></rss>")
    assert (entry.text, entry.doubt, entry.warnings) == ("", "no_text", ("the entry holds no text",))


def test_a_feed_in_another_encoding_is_read_as_declared_or_told() -> None:
    words = "<rss><channel><item><title>Žižek said so</title></item></channel></rss>"
    declared = f'<?xml version="1.0" encoding="iso-8859-2"?>{words}'.encode("iso-8859-2")
    assert entries(declared)[0].title == "Žižek said so"
    assert entries(words.encode("cp1250"), encoding="cp1250")[0].title == "Žižek said so"


def test_entities_neither_expand_nor_fetch() -> None:
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    doctype = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    found = entries(
        doctype
        + "<rss><channel><item><title>T</title><description>W &a11; &file;</description></item></channel></rss>"
    )
    assert found[0].text == "# T\n\nW"


def test_entries_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_LIMIT_FEED_ENTRIES", "3")
    with pytest.raises(UnreadableInput, match="more than 3 entries"):
        entries("<rss>" + "<item><title>a</title></item>" * 4 + "</rss>")


@pytest.mark.parametrize("data", ["<html><body/></html>", "<a/>", "no xml", "<", "<rss"])
def test_what_is_no_feed_is_refused(data: str) -> None:
    with pytest.raises(InputError, match="feed"):
        entries(data)


def test_a_feed_without_entries_says_so() -> None:
    with pytest.raises(NothingFound, match="no entries"):
        entries("<rss><channel><title>T</title></channel></rss>")


def test_a_feed_cut_short_gives_the_entries_that_are_there() -> None:
    assert entries(RSS[: RSS.index("<item><title>Nothing")])[0].date == "2025-09-26"


PIECES = st.sampled_from(["<item>", "</item>", "<entry>", "<title>", "</title>", "<link/>", "<description>", "</description>", "words ",
                          "<![CDATA[<p>x]]>", "&lt;p&gt;", "&bad;", "<pubDate>", "2025-09-26", "</pubDate>", "<author/>", "\x0b", "<!--", "<?x?>",
                          "<content><div><p>a</p></div></content>"])  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(parts=st.lists(PIECES, max_size=30))
def test_any_feed_is_read_or_refused(parts: list[str]) -> None:
    try:
        found = entries("<rss><item>" + "".join(parts))
    except InputError as error:
        assert "\n" not in str(error)
        return
    for entry in found:
        assert "\0" not in entry.text
        entry.text.encode("utf-8")
