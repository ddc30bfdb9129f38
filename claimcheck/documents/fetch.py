"""Pages from the web as raw bytes: politely, within bounds, and never from inside the user's network."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

import msgspec

from claimcheck.documents.deadline import Deadline
from claimcheck.documents.limits import limit
from claimcheck.documents.robots import NOTHING_ALLOWED, Robots, parse_robots
from claimcheck.documents.transport import Reply, request, too_slow
from claimcheck.documents.web_address import WebAddress, next_address, parse_address, resolve
from claimcheck.errors import InputError, MissingInput, UnreadableInput
from claimcheck.resources import load_toml

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
# Types that servers give to files whose format they do not know; then the ending of the address decides.
_VAGUE = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/gzip", "application/x-gzip"}
)
# Types of which a more telling ending of the address is a special case: Markdown is sent as plain text.
_GENERAL = frozenset({"text/plain"})


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """One page as it came.

    Attributes:
        raw: the bytes of the page, unpacked.
        url: the address that gave them, after all redirects.
        name: the last part of that address, with an ending that stands for the content type.
        content_type: media type in lower case without parameters; empty where the server gave none.
        charset: the encoding that the server names, or empty.
        retrieved: when, in ISO 8601, UTC, to the second.
    """

    raw: bytes
    url: str
    name: str
    content_type: str
    charset: str
    retrieved: str


class Fetcher:
    """Fetches pages, and remembers what each host asked of automatic readers.

    Args:
        allow_private: also from private, loopback, link-local and reserved addresses.
        sleep: waits for a number of seconds.
    """

    def __init__(self, *, allow_private: bool = False, sleep: Callable[[float], None] = time.sleep) -> None:
        self._allow_private = allow_private
        self._sleep = sleep
        self._robots: dict[str, Robots] = {}
        self._last: dict[str, float] = {}

    def page(self, url: str) -> Fetched:
        """A page that the user named; pages of one host are fetched a second apart.

        Raises:
            MissingInput: there is no such host or page.
            UnreadableInput: the address is malformed or not public, the server is too slow, refuses, is
                not who it should be, redirects too often, or sends too much, too little or no document.
        """
        return self._paced(parse_address(url), 0.0)

    def _paced(self, asked: WebAddress, delay: float) -> Fetched:
        """The page, not before its host's time: at least `delay` seconds after the last one from there."""
        self._wait(asked, delay)
        try:
            address, reply = self._follow(asked, limit("file_bytes"))
        finally:
            self._last[asked.authority] = time.monotonic()
        if reply.status != 200:
            raise _refusal(address, reply)
        if not reply.body:
            raise UnreadableInput("the page is empty", where=address.url, remedy="Check the address.")
        return Fetched(
            raw=reply.body,
            url=address.url,
            name=_name(address, reply.content_type),
            content_type=reply.content_type,
            charset=reply.charset,
            retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )

    def linked(self, url: str) -> Fetched:
        """A page that was found as a link: only if robots.txt permits it, and not before its time.

        Raises:
            InputError: as `page`; also where the host does not want it fetched.
        """
        address = parse_address(url)
        host = f"{address.scheme}://{address.authority}"
        if host not in self._robots:
            self._robots[host] = self._ask_robots(host)
        robots = self._robots[host]
        if not robots.permits(address.target):
            raise UnreadableInput(
                "the host's robots.txt forbids to fetch this page",
                where=address.url,
                remedy="Save it by hand.",
            )
        return self._paced(address, robots.delay)

    def _follow(self, address: WebAddress, most: int) -> tuple[WebAddress, Reply]:
        """The last answer of a chain of redirects; every address on the way is checked anew."""
        limits = load_toml("fetch.toml")["limits"]
        deadline = Deadline(float(limits["total_seconds"]))
        first = address
        for _ in range(int(limits["redirects"]) + 1):
            try:
                numeric = resolve(address, deadline, allow_private=self._allow_private)
            except TimeoutError as error:
                raise too_slow(address, deadline) from error
            reply = request(address, numeric, deadline, most)
            if reply.status not in _REDIRECTS:
                return address, reply
            if not reply.location:
                raise UnreadableInput("the server redirects to nowhere", where=address.url)
            address = next_address(address, reply.location)
        what = f"the server redirects more than {limits['redirects']} times"
        raise UnreadableInput(
            what, where=first.url, remedy="Open it in a browser, and name the last address."
        )

    def _ask_robots(self, host: str) -> Robots:
        """The rules of a host: none where it has no robots.txt, all forbidden where it cannot say."""
        most = int(load_toml("fetch.toml")["limits"]["robots_bytes"])
        try:
            _, reply = self._follow(parse_address(f"{host}/robots.txt"), most)
        except InputError:
            return NOTHING_ALLOWED
        if reply.status == 200:
            return parse_robots(reply.body.decode("utf-8", "replace"))
        return Robots() if 400 <= reply.status < 500 else NOTHING_ALLOWED

    def _wait(self, address: WebAddress, asked: float) -> None:
        politeness = load_toml("fetch.toml")["politeness"]
        delay = max(asked, float(politeness["delay_seconds"]))
        if delay > politeness["longest_delay"]:
            what = f"the host asks for {delay:g} seconds between two pages"
            raise UnreadableInput(what, where=address.url, remedy="Save the pages by hand.")
        since = time.monotonic() - self._last.get(address.authority, float("-inf"))
        if since < delay:
            self._sleep(delay - since)


def _refusal(address: WebAddress, reply: Reply) -> InputError:
    what = f"the server answers {reply.status} ({' '.join(reply.reason.split())[:60] or 'no reason given'})"
    kind = MissingInput if reply.status in _GONE else UnreadableInput
    return kind(what, where=address.url, remedy="Open it in a browser, save the page, and name the file.")


def _name(address: WebAddress, content_type: str) -> str:
    """The page's name with an ending that says what it holds.

    Raises:
        UnreadableInput: what the server sends is no document.
    """
    last = unquote(urlsplit(address.url).path.rstrip("/").rpartition("/")[2], errors="replace")
    last = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in last)[-80:]
    endings = load_toml("fetch.toml")["content_types"]
    if content_type in _VAGUE or (content_type in _GENERAL and _has_known_ending(last)):
        return last or "page"
    if content_type not in endings:
        what = f"the server sends {content_type[:60]!r}, which is no document"
        raise UnreadableInput(what, where=address.url, remedy="Give the address of a page or of a document.")
    ending = endings[content_type]
    return last if last.lower().endswith(ending) else f"{last or 'page'}{ending}"


def _has_known_ending(name: str) -> bool:
    known = set(load_toml("fetch.toml")["content_types"].values())
    return any(name.lower().endswith(ending) for ending in known)
