from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.documents.archive import archiving, read_index
from claimcheck.documents.fetch import Fetcher
from claimcheck.documents.official import read_official
from claimcheck.documents.read import read_document, read_documents
from claimcheck.documents.recalled import read_archived
from claimcheck.errors import UnreadableInput, UsageError

from .web import Site, page, redirect, served

TEXT = b"---\ntitle: Talks\ndate: 2025-01-09\n---\nThe ministers met in Geneva. They agreed on grain.\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with served({"/talks": page(TEXT, kind="text/plain"), "/old": redirect("/talks")}) as running:
        yield running


def fetcher() -> Fetcher:
    return Fetcher(allow_private=True, sleep=lambda _: None)


def test_a_document_at_an_address_carries_where_and_when_it_was_fetched(site: Site) -> None:
    document = read_document(f"{site.root}/old#part", fetcher=fetcher())
    assert document.text.startswith("The ministers met")
    assert (document.title, document.date) == ("Talks", "2025-01-09")
    assert document.path == f"{site.root}/old"
    assert document.url == f"{site.root}/talks"
    assert document.retrieved is not None
    assert document.parties == ("127.0.0.1",)


def test_the_caller_may_name_the_party_of_a_page(site: Site) -> None:
    result = read_official([f"{site.root}/talks"], party_name="North", fetcher=fetcher())
    assert [one.parties for one in result.documents] == [("North",)]


def test_the_charset_of_the_header_is_used(site: Site) -> None:
    text = "Der Präsident, “so” he said, agreed to the terms."
    site.answers["/a.txt"] = page(text.encode("cp1252"), kind="text/plain; charset=windows-1252")
    assert read_document(f"{site.root}/a.txt", fetcher=fetcher()).text == text


def test_addresses_on_the_users_network_are_refused_unless_allowed(site: Site) -> None:
    with pytest.raises(UnreadableInput, match="Add --allow-private"):
        read_document(f"{site.root}/talks")
    assert site.requests == []


def test_a_page_is_read_again_from_the_archive_after_it_has_changed(site: Site, tmp_path: Path) -> None:
    with archiving(tmp_path):
        before = read_document(f"{site.root}/talks", fetcher=fetcher())
    site.answers["/talks"] = page(b"Nothing to see here.", kind="text/plain")
    (entry,) = read_index(tmp_path)
    assert entry.retrieved == before.retrieved
    (after,) = read_archived(tmp_path, f"sha256:{before.sha256}").documents
    assert (after.text, after.url, after.path) == (before.text, before.url, before.path)
    assert after.retrieved == before.retrieved


def feed(site: Site, *entries: str) -> bytes:
    items = "".join(
        f"<item><title>Entry {at}</title><link>{site.root}{link}</link>"
        f"<pubDate>Thu, 09 Jan 2025 10:00:00 GMT</pubDate><description>{text}</description></item>"
        for at, (link, text) in enumerate((entry.split("|") for entry in entries), 1)
    )
    return f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()


WHOLE = "The ministers met in Geneva on Thursday. They agreed on the price of grain for the coming year. " * 8


def test_entries_that_only_announce_a_page_are_replaced_by_it_where_robots_permit(site: Site) -> None:
    site.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /secret\n", kind="text/plain")
    site.answers["/secret"] = page(TEXT, kind="text/plain")
    entries = (f"/whole|{WHOLE}", "/talks|They met.", "/secret|They met too.", "/gone|They met again.")
    site.answers["/feed"] = page(feed(site, *entries), kind="application/rss+xml")
    found = read_documents(f"{site.root}/feed", fetcher=fetcher())
    assert len(found.documents) == 4
    texts = [document.text for document in found.documents]
    assert "coming year" in texts[0]
    assert texts[1].startswith("The ministers met in Geneva. They agreed on grain.")
    assert "They met too." in texts[2]
    assert found.documents[1].url == f"{site.root}/talks"
    assert site.targets == ["/feed", "/robots.txt", "/talks", "/gone"]
    told = [line for line in found.warnings if "its page was not read" in line]
    assert ["robots.txt forbids" in line or "404" in line for line in told] == [True, True]


def test_one_entry_of_a_feed_can_be_named(site: Site) -> None:
    site.answers["/feed"] = page(feed(site, f"/a|{WHOLE}", f"/b|{WHOLE}"), kind="application/rss+xml")
    assert read_document(f"{site.root}/feed#2", fetcher=fetcher()).title == "Entry 2"
    with pytest.raises(UsageError, match="several documents, one is needed"):
        read_document(f"{site.root}/feed", fetcher=fetcher())
