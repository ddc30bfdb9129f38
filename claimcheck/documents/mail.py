"""Mails (.eml): their text, subject, day and sender; attachments are named, not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

import msgspec

from claimcheck import __version__
from claimcheck.documents.decode import Decoded, decode
from claimcheck.documents.html_text import flat
from claimcheck.documents.limits import limit, listing
from claimcheck.documents.raw import Extract, Raw
from claimcheck.errors import UnreadableInput

_BOUNDARIES = re.compile(rb"^Content-Type:\s{0,20}multipart/", re.I | re.M)
_HEADER = 2_000  # characters of a header that are looked at
_SIGNATURE = "-- "
_TRANSFERS = frozenset({"7bit", "8bit", "binary", "base64", "quoted-printable", ""})


def read(raw: Raw) -> tuple[Extract, ...]:
    """The text part of a mail, else its HTML part read as a page.

    Raises:
        UnreadableInput: it is no mail, has too many parts, or its text cannot be decoded.
    """
    if len(_BOUNDARIES.findall(raw.data)) > limit("mail_parts"):
        raise _too_many(raw.where)
    message = message_from_bytes(raw.data, policy=policy.compat32)
    if not message.keys():
        raise UnreadableInput("the mail has no headers", where=raw.where, remedy="Save it again as .eml.")
    plain, pages, attached, damaged = _parts(message, raw.where)
    warnings = []
    if attached:
        warnings.append(f"{len(attached):,} attachments were not read: {listing(attached)}")
    if damaged:
        warnings.append(f"the mail is damaged, some of it may be missing ({listing(damaged)})")
    day = _day(message)
    if message.get("Date") and not day:
        warnings.append(f"its date {_header(message, 'Date')[:40]!r} names no day and was left out")
    author = _header(message, "From")
    name, address = parseaddr(author)
    facts: dict[str, Any] = {
        "title": _header(message, "Subject"),
        "date": day,
        "author": name or address or author,
    }
    texts = [_plain(part, raw) for part in plain]
    if any(found.text.strip() for found in texts):
        text = "\n\n".join(found.text.strip("\n") for found in texts if found.text.strip())
        told = [line for found in texts for line in found.warnings]
        extract = Extract(
            text=text,
            reader=f"claimcheck {__version__}",
            encoding=texts[0].encoding,
            warnings=(*warnings, *told),
            **facts,
        )
        return (extract,)
    if pages:
        return (_from_page(pages[0], raw, tuple(warnings), facts),)
    lost = (*warnings, "no text was found in the mail")
    return (Extract(text="", reader=f"claimcheck {__version__}", doubt="no_text", warnings=lost, **facts),)


def _parts(message: Message, where: str) -> tuple[list[Message], list[Message], list[str], list[str]]:
    """The text parts, the HTML parts, the names of attachments, and what is wrong with any part."""
    plain: list[Message] = []
    pages: list[Message] = []
    attached: list[str] = []
    damaged: dict[str, None] = {}
    met = 0
    pending = [message]
    while pending:
        part = pending.pop()
        met += 1
        if met > limit("mail_parts"):
            raise _too_many(where)
        kind = part.get_content_type()
        damaged.update(dict.fromkeys(_damage(part)))
        if part.is_multipart():
            inner = part.get_payload()
            pending += reversed([one for one in inner if isinstance(one, Message)])
        elif _is_attached(part) or kind not in ("text/plain", "text/html"):
            attached.append(_name(part) or kind)
        else:
            (plain if kind == "text/plain" else pages).append(part)
    return plain, pages, attached, list(damaged)


def _damage(part: Message) -> Iterator[str]:
    yield from (type(defect).__name__.removesuffix("Defect") for defect in part.defects)
    transfer = str(part.get("Content-Transfer-Encoding", "8bit")).strip().lower()
    if transfer not in _TRANSFERS:
        yield "unknown transfer encoding"


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", ""))[:40].strip().lower().startswith("attachment")


def _name(part: Message) -> str:
    try:
        return flat(_unfold(part.get_filename() or ""))[:80]
    except (LookupError, ValueError, TypeError, MessageError):
        return ""


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except (LookupError, ValueError, TypeError, MessageError):
        return ""


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, TypeError, LookupError):  # a transfer encoding that does not fit
        return b""
    return data if isinstance(data, bytes) else b""


def _plain(part: Message, raw: Raw) -> Decoded:
    data = _payload(part)
    if not data:
        return Decoded("", "")
    found = decode(data, raw.where, declared=tuple(filter(None, (_charset(part),))), encoding=raw.encoding)
    text = found.text.replace("\r\n", "\n")
    if str(part.get("Content-Type", "")).lower().find("format=flowed") >= 0:
        text = _unflowed(text)
    return found._replace(text=text)


def _unflowed(text: str) -> str:
    """Joins the soft line ends of RFC 3676: a line that ends with a space goes on in the next."""
    lines: list[list[str]] = []
    goes_on = False
    for line in text.split("\n"):
        if goes_on and lines and not line.startswith(">"):
            lines[-1].append(line)
        else:
            lines.append([line])
        goes_on = line.endswith(" ") and line != _SIGNATURE
    return "\n".join("".join(parts) for parts in lines)


def _from_page(part: Message, raw: Raw, warnings: tuple[str, ...], facts: dict[str, Any]) -> Extract:
    from claimcheck.documents.html import read as read_page

    page = Raw(data=_payload(part), name="", where=raw.where, charset=_charset(part), encoding=raw.encoding)
    (found,) = read_page(page)
    facts = {name: value or getattr(found, name) for name, value in facts.items()}
    return msgspec.structs.replace(found, warnings=(*warnings, *found.warnings), **facts)


def _header(message: Message, name: str) -> str:
    return flat(_unfold(str(message.get(name) or "")[:_HEADER]))


def _unfold(value: str) -> str:
    """A header with its encoded words decoded; those that cannot be stay as they are."""
    try:
        pieces = decode_header(value)
        decoded = [
            piece if isinstance(piece, str) else piece.decode(charset or "ascii", "replace")
            for piece, charset in pieces
        ]
    except (LookupError, ValueError, MessageError):
        return value.encode("utf-8", "replace").decode("utf-8")
    return "".join(decoded).encode("utf-8", "replace").decode("utf-8")


def _day(message: Message) -> str:
    try:
        return parsedate_to_datetime(str(message.get("Date") or "")[:200]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _too_many(where: str) -> UnreadableInput:
    what = f"the mail has more than {limit('mail_parts'):,} parts"
    return UnreadableInput(what, where=where, remedy="Save its text alone as .txt.")
