from __future__ import annotations

import contextlib
import gzip
import re
import shutil
import socket
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimcheck.documents import fetch, transport, web_address
from claimcheck.documents.fetch import Fetched, Fetcher
from claimcheck.errors import InputError, MissingInput, UnreadableInput
from claimcheck.resources import load_toml

from .web import Answer, Site, page, redirect, served

HTML = b"<html><body><p>The ministers met in Geneva.</p></body></html>"
# Without the present second in its head: xdist wants the same test names in every worker.
PACKED = gzip.compress(HTML, mtime=0)
OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with served({}) as running:
        yield running


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience of fractions of a second."""
    shown = load_toml("fetch.toml")
    limits = shown["limits"] | {"connect_seconds": 0.5, "read_seconds": 0.3, "total_seconds": 1.0}
    monkeypatch.setattr(fetch, "load_toml", lambda _: shown | {"limits": limits})
    monkeypatch.setattr(transport, "load_toml", lambda _: shown | {"limits": limits})
    monkeypatch.setattr(web_address, "load_toml", lambda _: shown | {"limits": limits})


@pytest.fixture
def loopback_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1, and nothing else of the private ranges, counts as the open internet."""
    usual = web_address.is_public
    monkeypatch.setattr(web_address, "is_public", lambda ip: ip == "127.0.0.1" or usual(ip))


def got(site: Site, answer: Answer, target: str = "/a") -> Fetched:
    site.answers[target] = answer
    return Fetcher(allow_private=True).page(site.root + target)


def refused(site: Site, answer: Answer, target: str = "/a") -> str:
    with pytest.raises(InputError) as caught:
        got(site, answer, target)
    assert caught.value.where.startswith(site.root)
    return str(caught.value)


def test_a_page_comes_with_its_address_type_charset_and_time(site: Site) -> None:
    found = got(site, page(HTML, kind="Text/HTML; charset=ISO-8859-1"), "/news/talks?id=5")
    assert found.raw == HTML
    assert found.url == f"{site.root}/news/talks?id=5"
    assert (found.name, found.content_type, found.charset) == ("talks.html", "text/html", "iso-8859-1")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found.retrieved)


def test_the_request_says_who_asks_and_carries_nothing_of_the_user(site: Site) -> None:
    site.answers["/b"] = page(HTML)
    got(site, page(b"", "Set-Cookie: id=5", "Location: /b", status="302 Found"))
    for request in site.requests:
        assert "User-Agent: claimcheck/" in request
        assert f"Host: 127.0.0.1:{site.port}" in request
        assert "cookie" not in request.lower()
        assert "referer" not in request.lower()


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Moved"])
def test_a_redirect_is_followed_and_the_last_address_is_given(site: Site, status: str) -> None:
    site.answers["/c/d"] = page(HTML)
    assert got(site, redirect("../c/d#part", status), "/a/b").url == f"{site.root}/c/d"


def test_a_location_beyond_ascii_is_encoded(site: Site) -> None:
    site.answers["/caf%C3%A9%20x"] = page(HTML)
    found = got(site, page(b"", "Location: /caf\xc3\xa9 x", status="302 Found"))
    assert found.name == "café x.html"


def test_redirects_in_a_circle_are_given_up(site: Site) -> None:
    site.answers["/b"] = redirect("/a")
    assert "redirects more than 5 times" in refused(site, redirect("/b"))
    assert len(site.requests) == 6


def test_a_redirect_to_nowhere_is_an_error(site: Site) -> None:
    assert "redirects to nowhere" in refused(site, page(b"", status="302 Found"))
    assert "only http and https" in refused_anywhere(site, redirect("file:///etc/passwd"))
    assert "names no host" in refused_anywhere(site, redirect("http://:80/"))


def refused_anywhere(site: Site, answer: Answer) -> str:
    with pytest.raises(UnreadableInput) as caught:
        got(site, answer)
    return str(caught.value)


PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "4000::1",
]


@pytest.mark.parametrize("ip", PRIVATE)
def test_an_address_that_is_not_public(ip: str) -> None:
    assert not web_address.is_public(ip)


@pytest.mark.parametrize(
    "ip",
    [
        "8.8.8.8",
        "93.184.216.34",
        "2606:2800:220:1::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_an_address_that_is_public(ip: str) -> None:
    assert web_address.is_public(ip)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"]
)
def test_a_private_host_is_refused_however_it_is_written(site: Site, host: str) -> None:
    with pytest.raises(InputError, match=r"is private, local or reserved\. Add --allow-private|is not known"):
        Fetcher().page(f"http://{host}:{site.port}/a")
    assert site.requests == []


@pytest.mark.usefixtures("loopback_is_public")
@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.2/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "//10.0.0.1/x"],
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, location: str) -> None:
    site.answers["/a"] = redirect(location)
    with pytest.raises(UnreadableInput, match="is private, local or reserved"):
        Fetcher().page(f"{site.root}/a")
    assert site.targets == ["/a"]


@pytest.mark.usefixtures("loopback_is_public")
def test_a_name_that_answers_differently_later_gains_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, asked = socket.getaddrinfo, []

    def changing(host: str, *rest: object, **more: object) -> object:
        if host == "rebind.example":
            asked.append(host)
            host = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return usual(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    site.answers["/a"] = page(HTML)
    assert Fetcher().page(f"http://rebind.example:{site.port}/a").raw == HTML
    assert asked == ["rebind.example"]
    assert f"Host: rebind.example:{site.port}" in site.requests[0]


@pytest.mark.usefixtures("loopback_is_public")
def test_one_private_address_among_several_is_enough_to_refuse(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [(2, 1, 6, "", (ip, site.port)) for ip in ("127.0.0.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(UnreadableInput, match=r"10\.0\.0\.1 is private"):
        Fetcher().page(f"http://two.example:{site.port}/a")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://example.org/a", "only http and https addresses are fetched"),
        ("file:///etc/passwd", "only http and https addresses are fetched"),
        ("http:///a", "names no host"),
        ("http://exa mple.org/", "names no host"),
        ("http://example.org:99999/", "cannot be read"),
        ("http://example.org:0/", "names no host"),
        ("http://[::1/", "cannot be read"),
        ("http://[fe80::1%25eth0]/", "names no host"),
        ("http://me:secret@example.org/", "carries a user name or password"),
        ("http://example.org/" + "a" * 3000, "longer than 2,048 characters"),
        ("http://" + "a" * 70 + ".org/", "not known"),
        ("http://" + "é" * 70 + ".org/", "cannot be read"),
    ],
)
def test_an_address_that_cannot_be_fetched(url: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        Fetcher(allow_private=True).page(url)
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_line_ends_in_an_address_cannot_add_headers(site: Site) -> None:
    got(site, page(HTML), "/a%0D%0AX-Bad:%201")
    with contextlib.suppress(InputError):
        Fetcher(allow_private=True).page(f"{site.root}/a\r\nX-Bad: 1\r\n\r\n")
    assert not any("\r\nX-Bad" in request for request in site.requests)


def test_an_unknown_host_is_missing() -> None:
    with pytest.raises(MissingInput, match=r"no-such-host\.invalid is not known"):
        Fetcher().page("http://no-such-host.invalid/")


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_page_that_is_gone_is_missing(site: Site, status: str) -> None:
    with pytest.raises(MissingInput, match="the server answers 4"):
        got(site, page(HTML, status=status))


@pytest.mark.parametrize(
    "status", ["401 Unauthorized", "429 Too Many Requests", "500 Oops", "204 No Content"]
)
def test_an_answer_that_is_no_page_is_told_with_its_status(site: Site, status: str) -> None:
    assert f"the server answers {status.split(maxsplit=1)[0]} (" in refused(site, page(b"", status=status))


def test_an_empty_page_is_an_error(site: Site) -> None:
    assert "the page is empty" in refused(site, page(b""))


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/json", "text/css", "nonsense/x"])
def test_what_is_no_document_is_refused_by_its_type(site: Site, kind: str) -> None:
    assert f"the server sends {kind!r}, which is no document" in refused(site, page(HTML, kind=kind))


@pytest.mark.parametrize(
    ("target", "kind", "name"),
    [
        ("/", "text/html", "page.html"),
        ("/a.html", "text/html", "a.html"),
        ("/a.php", "application/xhtml+xml; charset=utf-8", "a.php.html"),
        ("/a.md", "text/plain", "a.md"),
        ("/a", "text/plain", "a.txt"),
        ("/a.pdf", "application/octet-stream", "a.pdf"),
        ("/get", "application/pdf", "get.pdf"),
        ("/a.html", "application/pdf", "a.html.pdf"),
        ("/feed", "application/rss+xml", "feed.xml"),
        ("/rows.jsonl.gz", "application/gzip", "rows.jsonl.gz"),
        ("/..%2F..%2Fetc%2Fpasswd", "text/plain", ".._.._etc_passwd.txt"),
        ("/a%00%0Ab", "text/plain", "a__b.txt"),
    ],
)
def test_the_name_says_what_the_page_holds(site: Site, target: str, kind: str, name: str) -> None:
    assert got(site, page(HTML, kind=kind), target).name == name


def test_a_page_without_a_type_is_named_by_its_address(site: Site) -> None:
    found = got(site, b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntext", "/a.txt")
    assert (found.name, found.content_type, found.charset) == ("a.txt", "", "")


def test_a_body_shorter_than_announced_is_cut_off(site: Site) -> None:
    told = refused(site, page(HTML, length=len(HTML) + 10))
    assert f"cut off on its way ({len(HTML)} of {len(HTML) + 10} bytes came)" in told


def test_a_body_longer_than_announced_is_an_error(site: Site) -> None:
    assert "sends more than the 10 bytes that it announced" in refused(site, page(HTML, length=10))


@pytest.mark.parametrize(
    "lengths", ["Content-Length: x", "Content-Length: -1", "Content-Length: 3\r\nContent-Length: 4"]
)
def test_a_length_that_makes_no_sense_is_an_error(site: Site, lengths: str) -> None:
    assert "announces no valid length" in refused(site, f"{OK}{lengths}\r\n\r\nabc".encode())


def test_a_server_that_keeps_the_connection_open_does_not_hold_us_up(site: Site) -> None:
    def keep_open(stream: socket.socket) -> None:
        stream.sendall(page(HTML))
        time.sleep(3)

    start = time.monotonic()
    assert got(site, keep_open).raw == HTML
    assert time.monotonic() - start < 2


def test_a_body_without_length_ends_with_the_connection(site: Site) -> None:
    assert got(site, f"{OK}\r\n".encode() + HTML).raw == HTML


def test_a_chunked_body_is_put_together(site: Site) -> None:
    body = b"5\r\nabcde\r\n3;x=y\r\nfgh\r\n0\r\nTrailer: 1\r\n\r\n"
    assert got(site, f"{OK}Transfer-Encoding: chunked\r\n\r\n".encode() + body).raw == b"abcdefgh"


@pytest.mark.parametrize("body", [b"5\r\nabc", b"5\r\nabcde\r\n", b"", b"zz\r\nabc\r\n0\r\n\r\n"])
def test_a_chunked_body_that_stops_is_cut_off(site: Site, body: bytes) -> None:
    assert "cut off" in refused(site, f"{OK}Transfer-Encoding: chunked\r\n\r\n".encode() + body)


def test_a_packed_page_is_unpacked(site: Site) -> None:
    assert got(site, page(PACKED, "Content-Encoding: gzip")).raw == HTML


def test_a_bomb_is_refused_before_it_unpacks(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "limit", lambda _: 1_000_000)
    bomb = zlib.compressobj(wbits=31)
    packed = b"".join(bomb.compress(bytes(1_000_000)) for _ in range(200)) + bomb.flush()
    assert len(packed) < 1_000_000
    told = refused(site, page(packed, "Content-Encoding: gzip"))
    assert "larger than 1,000,000 bytes" in told


@pytest.mark.parametrize(
    ("body", "coding", "told"),
    [
        (PACKED[:-9], "gzip", "its packing is not whole"),
        (HTML, "gzip", "the packed page is damaged"),
        (PACKED + b"more", "gzip", "followed by something else"),
        (HTML, "br", "packs the page in a way not asked for (br)"),
    ],
)
def test_a_packing_that_cannot_be_undone(site: Site, body: bytes, coding: str, told: str) -> None:
    assert told in refused(site, page(body, f"Content-Encoding: {coding}"))


def test_a_page_that_announces_too_much_is_not_even_begun(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "limit", lambda _: 1000)
    assert "larger than 1,000 bytes" in refused(site, page(b"", length=10**15))


@pytest.mark.parametrize("head", [OK + "\r\n", OK + "Transfer-Encoding: chunked\r\n\r\n"])
def test_an_endless_page_is_left_at_the_bound(site: Site, monkeypatch: pytest.MonkeyPatch, head: str) -> None:
    monkeypatch.setattr(fetch, "limit", lambda _: 300_000)

    def endless(stream: socket.socket) -> None:
        stream.sendall(head.encode())
        while True:
            stream.sendall(b"3e8\r\n" + b"x" * 1000 + b"\r\n")

    assert "larger than 300,000 bytes" in refused(site, endless)


def drip(data: bytes, begin: bytes = b"") -> Callable[[socket.socket], None]:
    def send(stream: socket.socket) -> None:
        stream.sendall(begin)
        for at in range(len(data)):
            stream.sendall(data[at : at + 1])
            time.sleep(0.1)

    return send


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    "slow",
    [
        drip(HTML, page(b"", length=len(HTML))),
        drip(page(HTML)),
        drip(b"1\r\na\r\n" * 9, f"{OK}Transfer-Encoding: chunked\r\n\r\n".encode()),
    ],
    ids=["body", "head", "chunks"],
)
def test_a_page_that_drips_is_given_up_when_its_time_is_over(site: Site, slow: Answer) -> None:
    start = time.monotonic()
    assert "too slow (more than 1 seconds in all)" in refused(site, slow)
    assert time.monotonic() - start < 3


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("begin", [b"", page(HTML[:5], length=len(HTML))])
def test_a_server_that_falls_silent_is_given_up(site: Site, begin: bytes) -> None:
    def silent(stream: socket.socket) -> None:
        stream.sendall(begin)
        time.sleep(5)

    assert "too slow (no answer in time)" in refused(site, silent)


@pytest.mark.usefixtures("hasty")
def test_a_name_that_is_not_resolved_in_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(3) or [])
    with pytest.raises(UnreadableInput, match="not resolved in time"):
        Fetcher().page("http://slow.example/")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0\1\2",
        b"<html>no head</html>",
        b"HTTP/9.9 x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
)
def test_what_is_not_http_is_told(site: Site, answer: bytes) -> None:
    told = refused(site, answer)
    assert "is not HTTP" in told or "no connection" in told


def test_a_closed_port_is_no_connection(site: Site) -> None:
    with served({}) as gone:
        url = f"{gone.root}/a"
    with pytest.raises(UnreadableInput, match=r"no connection to the server \(Connection refused\)"):
        Fetcher(allow_private=True).page(url)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1 that nobody has signed."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl command to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    command = f"{openssl} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test"
    names = [
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        str(folder / "key"),
        "-out",
        str(folder / "crt"),
    ]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes((folder / "key").read_bytes() + (folder / "crt").read_bytes())
    return both


def test_a_certificate_that_nobody_signed_is_an_error(certificate: Path) -> None:
    with served({"/a": page(HTML)}, certificate) as site:
        with pytest.raises(UnreadableInput, match=r"certificate is not valid \(self.signed certificate\)"):
            Fetcher(allow_private=True).page(f"{site.root}/a")
        assert site.requests == []


def test_a_certificate_that_the_user_trusts_is_enough(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    transport._tls.cache_clear()
    try:
        with served({"/a": page(HTML), "/b": redirect("http://127.0.0.1/")}, certificate) as site:
            fetcher = Fetcher(allow_private=True)
            assert fetcher.page(f"{site.root}/a").raw == HTML
            with pytest.raises(UnreadableInput, match="redirects to an open connection"):
                fetcher.page(f"{site.root}/b")
            with pytest.raises(UnreadableInput, match="certificate is not valid"):
                fetcher.page(f"https://localhost:{site.port}/a")
    finally:
        transport._tls.cache_clear()


def test_a_server_without_encryption_behind_https_is_an_error(site: Site) -> None:
    site.answers["/a"] = page(HTML)
    with pytest.raises(UnreadableInput, match="no secure connection to the server"):
        Fetcher(allow_private=True).page(f"https://127.0.0.1:{site.port}/a")


class Clock:
    def __init__(self) -> None:
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


def test_linked_pages_of_a_host_are_fetched_one_second_apart(site: Site) -> None:
    site.answers.update({"/a": page(HTML), "/b": page(HTML), "/c": page(HTML)})
    clock = Clock()
    fetcher = Fetcher(allow_private=True, sleep=clock.sleep)
    for target in ("/a", "/b", "/c"):
        assert fetcher.linked(site.root + target).raw == HTML
    assert site.targets == ["/robots.txt", "/a", "/b", "/c"]
    assert len(clock.waits) == 2
    assert all(0.5 < wait <= 1 for wait in clock.waits)


def test_a_linked_page_that_robots_forbid_is_not_fetched(site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /private\nCrawl-delay: 4\n"
    site.answers.update({"/robots.txt": page(rules, kind="text/plain"), "/a": page(HTML)})
    clock = Clock()
    fetcher = Fetcher(allow_private=True, sleep=clock.sleep)
    with pytest.raises(UnreadableInput, match=r"robots\.txt forbids"):
        fetcher.linked(f"{site.root}/private/x")
    fetcher.linked(f"{site.root}/a")
    fetcher.linked(f"{site.root}/a")
    assert "/private/x" not in site.targets
    assert 3 < clock.waits[-1] <= 4


def test_a_page_that_the_user_names_is_fetched_whatever_robots_say(site: Site) -> None:
    site.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /\n", kind="text/plain")
    assert got(site, page(HTML)).raw == HTML
    assert site.targets == ["/a"]


@pytest.mark.parametrize("answer", [page(b"", status="503 Busy"), b"", page(b"x" * 600_000)])
def test_a_host_that_cannot_say_what_it_permits_permits_nothing(site: Site, answer: bytes) -> None:
    site.answers.update({"/robots.txt": answer, "/a": page(HTML)})
    with pytest.raises(UnreadableInput, match=r"robots\.txt forbids"):
        Fetcher(allow_private=True).linked(f"{site.root}/a")


def test_a_host_that_asks_for_too_long_a_wait_is_left_alone(site: Site) -> None:
    site.answers["/robots.txt"] = page(b"User-agent: claimcheck\nCrawl-delay: 600\n", kind="text/plain")
    with pytest.raises(UnreadableInput, match="asks for 600 seconds between two pages"):
        Fetcher(allow_private=True).linked(f"{site.root}/a")
