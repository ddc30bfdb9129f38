"""Web addresses taken apart and checked, and their hosts' names into addresses that may be connected to."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from claimcheck.documents.deadline import Deadline
from claimcheck.errors import MissingInput, UnreadableInput
from claimcheck.resources import load_toml

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://")
_PORTS = {"http": 80, "https": 443}
_KEPT = "/%:@!$&'()*+,;=~-._"  # characters of a path or query that stand for themselves (RFC 3986)
# IPv6 addresses that carry an IPv4 address, which then is where a connection ends (RFC 6052).
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that is given out so far (RFC 4291)

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class WebAddress(NamedTuple):
    """An http(s) address in parts; `target` is path and query as a request names them.

    `url` is the whole in its normal form: no fragment, host in ASCII, everything else percent-encoded.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header names them; the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def is_url(source: object) -> bool:
    """Whether `source` is written as an address (`https://...`) and not as a file's name."""
    return isinstance(source, str) and _SCHEME.match(source.strip()) is not None


def parse_address(url: str) -> WebAddress:
    """The parts of an http(s) address.

    Raises:
        UnreadableInput: it is no such address, too long, or carries a user name or password.
    """
    most = int(load_toml("fetch.toml")["limits"]["url_characters"])
    if len(url) > most:
        raise _refused(f"the address is longer than {most:,} characters", f"{url[:60]}...")
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        # Names are compared and resolved in ASCII.
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError as error:  # a UnicodeError is one
        raise _refused(f"the address cannot be read ({error})", url) from error
    if parts.scheme not in _PORTS:
        raise _refused("only http and https addresses are fetched", url, "Save the page, and name the file.")
    if parts.username is not None or parts.password is not None:
        hidden = url.partition("//")[2].rpartition("@")[2]
        what = "the address carries a user name or password"
        raise _refused(what, hidden, "Save the page in a browser, and name the file.")
    if not host or re.search(r"[^A-Za-z0-9._:-]", host) or port == 0:
        raise _refused("the address names no host", url)
    target = quote(parts.path or "/", safe=_KEPT)
    if parts.query:
        target += "?" + quote(parts.query, safe=_KEPT + "?")
    address = WebAddress("", parts.scheme, host, port or _PORTS[parts.scheme], target)
    return address._replace(url=f"{address.scheme}://{address.authority}{target}")


def next_address(here: WebAddress, location: str) -> WebAddress:
    """Where a redirect leads.

    Raises:
        UnreadableInput: nowhere, or from an encrypted to an open connection.
    """
    try:
        joined = urljoin(here.url, location.strip())
    except ValueError as error:
        raise _refused(f"the server redirects to no address ({error})", here.url) from error
    there = parse_address(joined)
    if here.scheme == "https" and there.scheme == "http":
        what = f"the server redirects to an open connection ({there.url})"
        raise _refused(what, here.url, "Name that address itself if you trust it.")
    return there


def resolve(address: WebAddress, deadline: Deadline, *, allow_private: bool) -> tuple[str, ...]:
    """The numeric addresses of the host, in the system's order, each of which may be connected to.

    The caller connects to these and never resolves the name again, so that a name that answers
    differently the second time gains nothing.

    Raises:
        MissingInput: the host has no address.
        UnreadableInput: resolving takes too long, or any of its addresses is not public and
            `allow_private` is not set.
    """
    found = _look_up(address, deadline)
    closed = [ip for ip in found if not is_public(ip)]
    if closed and not allow_private:
        what = f"the host's address {closed[0]} is private, local or reserved"
        raise _refused(what, address.url, "Add --allow-private if you mean it.")
    return found


def is_public(numeric: str) -> bool:
    """Whether a numeric IP address can only lead to a host on the open internet.

    Private, loopback, link-local, multicast and reserved addresses are not public, nor are IPv6 addresses
    that carry one of those as their IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    try:
        ip = ipaddress.ip_address(numeric)
    except ValueError:  # a scope id, which only local addresses have
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return _is_open(ip)
    if ip in _TRANSLATED:
        return _is_open(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    if ip.ipv4_mapped is not None:
        return _is_open(ip.ipv4_mapped)
    carried: list[_Address] = [*([ip.sixtofour] if ip.sixtofour else []), *(ip.teredo or ())]
    return ip in _GLOBAL_UNICAST and all(_is_open(one) for one in (ip, *carried))


def _is_open(ip: _Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _look_up(address: WebAddress, deadline: Deadline) -> tuple[str, ...]:
    """The system's answer; in a thread of its own, because the system knows no time limit."""
    answers: list[tuple[str, ...] | OSError] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
            answers.append(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:  # a label that is too long is a UnicodeError
            answers.append(error if isinstance(error, OSError) else OSError(0, str(error)))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(deadline.left(float(load_toml("fetch.toml")["limits"]["connect_seconds"])))
    if not answers:
        raise _refused("the host's name is not resolved in time", address.url, "Try again later.")
    (answer,) = answers
    if isinstance(answer, OSError) or not answer:
        raise MissingInput(
            f"the host {address.host} is not known",
            where=address.url,
            remedy="Check the address and your connection.",
        )
    return answer


def _refused(what: str, where: str, remedy: str = "") -> UnreadableInput:
    return UnreadableInput(what, where=where, remedy=remedy or "Check the address.")
