"""YAML front matter: the lines between two '---' lines at the very start of a text."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from claimcheck.documents.limits import limit
from claimcheck.documents.metadata import Metadata, iso_date, party_names
from claimcheck.errors import UnreadableInput

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_FIRST_LINE = 2  # the YAML block begins on the second line of the file
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_REMEDY = (
    "Write 'key: value' lines between two '---' lines, and put values that hold a colon or quotes in quotes."
)


class _PlainLoader(yaml.BaseLoader):
    """Builds nothing but strings, lists and mappings, and refuses every other explicit tag.

    All plain values stay strings, so that a party "NO" does not become False nor a title "2025" a number.
    """

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        plain = node.style is None  # in quotes "null" is a word like any other
        return "" if plain and node.value in _NULLS else str(node.value)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        if node.tag not in _PLAIN_TAGS:
            raise yaml.constructor.ConstructorError(
                None, None, f"the tag {node.tag} is not allowed", node.start_mark
            )
        return super().construct_object(node, deep)


def split_front_matter(text: str, where: str) -> tuple[Metadata, str]:
    r"""The metadata at the start of `text`, and the body that follows it.

    Windows line ends (`\r\n`) are folded to `\n`; nothing else of the body is changed. It begins right
    after the newline of the closing '---' line. A text that does not begin with a '---' line has no
    front matter. Unknown keys are ignored.

    Args:
        text: a whole decoded file.
        where: the file's name for messages.

    Raises:
        UnreadableInput: the front matter is not closed, too long, not YAML, or has values of wrong types.
    """
    text = text.replace("\r\n", "\n")
    opening = _OPENING.match(text)
    if opening is None:
        return Metadata(), text
    most = limit("front_matter_characters")
    closing = _CLOSING.search(text, opening.end())
    # The bound also keeps a '---' rule far down in a long text from being taken for the closing line.
    if closing is None or closing.start() - opening.end() > most:
        raise UnreadableInput(
            f"the front matter has no closing '---' line within {most:,} characters",
            where=f"{where}:1",
            remedy="Close it with a line '---', or put a blank line first if the text has none.",
        )
    return _parse(text[opening.end() : closing.start()], where), text[closing.end() :]


def _parse(block: str, where: str) -> Metadata:
    try:
        loader = _PlainLoader(block)
        node = loader.get_single_node()
        values = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "malformed"
        raise _malformed(problem, where, mark.line + _FIRST_LINE if mark else 1) from error
    except yaml.reader.ReaderError as error:
        line = block.count("\n", 0, error.position) + _FIRST_LINE
        raise _malformed(f"character U+{int(error.character):04X} is not allowed", where, line) from error
    except RecursionError as error:
        raise _malformed("it is nested too deeply", where, 1) from error
    if not isinstance(values, dict):
        raise _malformed("it has no 'key: value' lines", where, _FIRST_LINE)
    lines = _key_lines(node, where) if isinstance(node, yaml.MappingNode) else {}
    return _metadata(_Values(values, lines, where))


def _key_lines(node: yaml.MappingNode, where: str) -> dict[str, int]:
    """The line of the file that each key stands on; a key that stands twice is an error."""
    lines: dict[str, int] = {}
    for key, _ in node.value:
        line = key.start_mark.line + _FIRST_LINE
        if key.value in lines:
            raise _malformed(f"the key '{key.value}' stands twice", where, line)
        if isinstance(key.value, str):
            lines[key.value] = line
    return lines


class _Values(NamedTuple):
    """Parsed keys and values, the line of each key, and the file they stand in."""

    values: dict[str, object]
    lines: dict[str, int]
    where: str

    def string(self, key: str) -> str:
        return self.checked(key, self.values.get(key, ""), "one string")

    def strings(self, key: str) -> list[str]:
        value = self.values.get(key, "")
        items = value if isinstance(value, list) else [value]
        return [self.checked(key, item, "a name or a list of names") for item in items]

    def checked(self, key: str, value: object, expected: str) -> str:
        if not isinstance(value, str):
            raise self.wrong(key, f"must be {expected}")
        # An escape such as "\ud800" gives half a character, which no report could be written with.
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise self.wrong(key, "holds half of a surrogate pair")
        return value.strip()

    def wrong(self, key: str, problem: str) -> UnreadableInput:
        return _malformed(f"'{key}' {problem}", self.where, self.lines.get(key, 1))


def _metadata(given: _Values) -> Metadata:
    written = given.string("date")
    day = iso_date(written) if written else ""
    if day is None:
        raise UnreadableInput(
            f"the front matter's date {written[:40]!r} is not a day",
            where=f"{given.where}:{given.lines['date']}",
            remedy="Write it as 2025-09-26, or leave the key out.",
        )
    return Metadata(
        parties=party_names(given.strings("party")),
        title=given.string("title"),
        date=day,
        url=given.string("url") or None,
        kind=given.string("kind"),
    )


def _malformed(problem: str, where: str, line: int) -> UnreadableInput:
    return UnreadableInput(
        f"the front matter cannot be read: {problem}", where=f"{where}:{line}", remedy=_REMEDY
    )
