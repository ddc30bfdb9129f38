"""Whatever a server sends or an address says, the result is a page or one line that says why not."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.documents.fetch import Fetched, Fetcher
from claimcheck.documents.robots import parse_robots
from claimcheck.documents.web_address import next_address, parse_address
from claimcheck.errors import ClaimcheckError, InputError

from .web import Site, served

_HEADERS = st.sampled_from(
    [
        *(
            "Content-Type: text/html",
            "Content-Type: text/plain; charset=x'y",
            "Content-Type: \xff/;=;",
            "Content-Type:",
        ),
        *(
            "Content-Length: 5",
            "Content-Length: 0x5",
            "Content-Length: +5",
            "Content-Length: 99999999999999999999",
        ),
        *("Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Content-Encoding: gzip"),
        *(
            "Content-Encoding: br",
            "Location: /a",
            "Location: \x80\xff",
            "Location: http://[",
            " folded: yes",
            "no colon",
        ),
        *("Content-Disposition: attachment; filename=../x", "Connection: keep-alive", "\0: \0"),
    ]
)
_BODIES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"hello",
            b"5\r\nhello\r\n0\r\n\r\n",
            b"-5\r\nhello\r\n0\r\n\r\n",
            b"5;\r\nhello\r\n0\r\nX: y\r\n\r\n",
            b"ffffffffffffffff\r\nhello",
            gzip.compress(b"hello", mtime=0),
            gzip.compress(b"hello", mtime=0)[:15],
        ]
    ),
)
_STATUS = st.sampled_from(
    [
        *("HTTP/1.1 200 OK", "HTTP/1.0 200", "HTTP/1.1 302 Found", "HTTP/1.1 100 Continue", "HTTP/1.1 999"),
        *("HTTP/2 200 OK", "HTTP/1.1 2x0 OK", "HTTP/1.1", "", "ICY 200 OK", "HTTP/1.1 -1 Odd"),
        *("HTTP/1.1 404 \x1b[31mRed", "\x1b]0;title\x07 200 OK"),
    ]
)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served({}) as running:
        yield running


def fetched(site: Site, answer: bytes) -> Fetched | str:
    site.answers["/a"] = answer
    try:
        return Fetcher(allow_private=True).page(f"{site.root}/a")
    except InputError as error:
        return str(error)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(_STATUS, st.lists(_HEADERS, max_size=4), _BODIES)
def test_any_answer_is_a_page_or_one_line(site: Site, status: str, headers: list[str], body: bytes) -> None:
    head = "".join(f"{line}\r\n" for line in (status, *headers, "")).encode("latin-1")
    found = fetched(site, head + body)
    if isinstance(found, str):
        assert "\n" not in found
        assert "\x1b" not in found
    else:
        assert found.raw
        assert found.name
        assert not set(found.name) & set("/\\\0\n")


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(max_size=60).map("http://{}".format)), st.text(max_size=60))
def test_any_address_is_normal_or_refused(url: str, location: str) -> None:
    try:
        address = parse_address(url)
        address = next_address(address, location)
    except ClaimcheckError as error:
        assert "\n" not in str(error)
        return
    assert address.url.isascii()
    assert not set(address.url) & set(" \r\n\t\0#")
    assert parse_address(address.url) == address


@settings(deadline=None)
@given(st.text(), st.text(max_size=40).map("/{}".format))
def test_any_robots_file_gives_rules(text: str, target: str) -> None:
    robots = parse_robots(f"User-agent: *\nDisallow: {text}")
    assert robots.permits(target) in (True, False)
    assert robots.delay >= 0
