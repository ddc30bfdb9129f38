"""Addresses into Documents: a page, a document, or a feed with the pages that it only announces."""

from __future__ import annotations

import msgspec

from claimcheck.documents.archive import keep
from claimcheck.documents.contents import Place, documents_of
from claimcheck.documents.fetch import Fetched, Fetcher
from claimcheck.documents.raw import Raw
from claimcheck.documents.results import ReadResult, unique_ids
from claimcheck.documents.sniff import sniff
from claimcheck.documents.web_address import is_url, parse_address
from claimcheck.errors import InputError, MissingInput, UnreadableInput, UsageError
from claimcheck.records import Document
from claimcheck.resources import load_toml


def read_online(
    url: str, fetcher: Fetcher, *, party_name: str | None = None, encoding: str = ""
) -> ReadResult:
    """All documents at an address.

    A document's party, where neither it nor `party_name` says one, is the host without "www.". Entries of
    a feed that only announce a page are replaced by that page, if the host's robots.txt permits to fetch
    it; else the entry stays as it is, with a warning.

    Args:
        url: an http(s) address; what follows "#" is not sent, and does not choose.
        fetcher: fetches it, and knows what is allowed.
        party_name: the party of documents that name none themselves.
        encoding: the encoding of text, where it is known better than the server says.

    Raises:
        MissingInput: there is no such host or page.
        UnreadableInput: it cannot be fetched (see `Fetcher.page`) or read.
    """
    asked = parse_address(url)
    fetched = fetcher.page(asked.url)
    host = asked.host.removeprefix("www.")
    place = Place(asked.url, asked.url, party_name or host, inner_party=False)
    raw = _raw(fetched, asked.url, encoding)
    found = _read(raw, place)
    if sniff(raw.data, raw.name, raw.where) == "feed":
        return _with_linked(found, fetcher, place, encoding)
    return found


def read_one_online(
    url: str, fetcher: Fetcher, *, party_name: str | None = None, encoding: str = ""
) -> Document:
    """The document at an address; of several that which `#PART` names, such as the number of an entry.

    Raises:
        InputError: as `read_online`; MissingInput also where there is no such part.
        UsageError: the address holds several documents, and none is named.
    """
    documents = read_online(url, fetcher, party_name=party_name, encoding=encoding).documents
    if len(documents) == 1:
        return documents[0]
    where, _, part = url.partition("#")
    if not part:
        what = "the address holds several documents, one is needed"
        raise UsageError(what, where=where, remedy=f"Name one, as {documents[0].path}.")
    chosen = next((document for document in documents if document.path.endswith(f"#{part}")), None)
    if chosen is None:
        raise MissingInput(f"there is no part {part!r}", where=where, remedy="Check the address.")
    return chosen


def _raw(fetched: Fetched, where: str, encoding: str) -> Raw:
    return Raw(
        data=fetched.raw,
        name=fetched.name,
        where=where,
        charset=fetched.charset,
        encoding=encoding,
        url=fetched.url,
        retrieved=fetched.retrieved,
    )


def _read(raw: Raw, place: Place) -> ReadResult:
    """The documents in a page, which is kept in the archive even where it cannot be read."""
    keep(raw, place.path)
    found = documents_of(raw, place)
    timed = (msgspec.structs.replace(one, retrieved=raw.retrieved) for one in found.documents)
    return msgspec.structs.replace(found, documents=tuple(timed))


def _with_linked(found: ReadResult, fetcher: Fetcher, place: Place, encoding: str) -> ReadResult:
    """The entries of a feed, those that only announce a page replaced by it."""
    limits = load_toml("fetch.toml")["limits"]
    left = int(limits["linked_pages"])
    documents: list[Document] = []
    warnings = list(found.warnings)
    for entry in found.documents:
        announces = len(entry.text.split()) <= limits["announcement_words"]
        if not announces or not is_url(entry.url) or entry.url is None:
            documents.append(entry)
            continue
        left -= 1
        if left < 0:
            documents.append(entry)
            continue
        try:
            whole = _linked(entry, entry.url, fetcher, place, encoding)
        except InputError as error:
            warnings.append(f"{entry.path}: its page was not read ({error})")
            documents.append(entry)
            continue
        warnings = [line for line in warnings if line not in entry.warnings] + list(whole.warnings)
        documents.append(whole)
    if left < 0:
        warnings.append(
            f"{place.path}: {-left:,} entries of the feed were left as they are, without their pages"
        )
    return msgspec.structs.replace(found, documents=unique_ids(documents), warnings=tuple(warnings))


def _linked(entry: Document, url: str, fetcher: Fetcher, place: Place, encoding: str) -> Document:
    """The page that an entry announces; it keeps the entry's place, and its title and date if it has none."""
    fetched = fetcher.linked(url)
    address = parse_address(url).url
    found = _read(_raw(fetched, address, encoding), place._replace(path=address)).documents
    if len(found) != 1:
        raise UnreadableInput("the page holds several documents", where=address)
    (page,) = found
    return msgspec.structs.replace(
        page,
        id=entry.id,
        parties=entry.parties,
        title=page.title or entry.title,
        date=page.date or entry.date,
        author=page.author or entry.author,
        site=page.site or entry.site,
    )
