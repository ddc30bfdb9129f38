"""Sentences of official documents, in the form that claims can be made from.

The splitter is plain on purpose and separate from the library's: pairs made with a seed must not change when
that one changes.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.pairs.inflect import act_verbs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|No|Gen|Sen|Rep|Gov|Lt|Col|Sgt|vs|etc|Inc|Co|Corp|Sec|Jan|Feb|Mar|"
    r"Apr|Aug|Sept?|Oct|"
    r"Nov|Dec|Adm|Amb|Hon|Fed|Reg|Pub|Stat|cf|al)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_BREAK = re.compile(r"(?<=[.!?])(?:[”\"])?\s+(?=[“\"(]?[A-Z])")
_BLOCK = re.compile(r"\n+|\s[-•*·]\s(?=[A-Z“])")
_OPENING = re.compile(
    r"(?:This|That|These|Those|It|They|He|She|His|Her|Their|Its|Such|We|Our|I|My|You|Your|And|But|So|"
    r"Or|Then|There|Here|"
    r"What|Who|How|Why|Where|When|Let|Please|Thank|God|Yes|No|Not|Also|However|Additionally|"
    r"Furthermore|Moreover|Instead|"
    r"Another|Other|Others|Both|Sec|Section|Title|See|Read|Click|Watch|Learn|WATCH|RELEASE|FACT|"
    r"Meanwhile|Therefore|Thus|"
    r"Accordingly|For example|For instance|In addition|As a result|Finally|First|Second|Third|"
    r"Specifically|Similarly)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|us|my|me|you|your|ours|mine|We|Our|My|You)\b|’m\b")
_UNFIT = re.compile(
    r"[“”\"\[\]{}<>|@#*_\\…]|\.\.\.|https?:|\bhereby\b|\bpursuant\b|\([a-z0-9]{1,3}\)|:|;|\?|!|§|"
    r"U\.S\.C|, to be |, vice |"
    r"\b(?:thereof|therein|herein|vested|undersigned|aforesaid)\b|shall be|– \$"
)
_PRONOUN_AFTER_OPENING = re.compile(
    r"^[^,]{0,90}, (?:he|she|they|it|this|that|these|those|his|her|their|there|its)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must|should|does|did|plans?|intends?|"
    r"expects?|seeks?|"
    r"\w{3,}ed|met|spoke|led|made|held|took|gave|built|sent|began|won|said|thanked|grew|fell|rose|cut|"
    r"includes?|"
    r"provides?|requires?|supports?|remains?|continues?|faces?|needs?|calls?|directs?|makes?|allows?|"
    r"helps?)\b"
)


@dataclass(frozen=True)
class Statement:
    """An official document: id, ISO date, title, and its blocks as lists of sentences."""

    id: str
    date: str
    title: str
    blocks: tuple[tuple[str, ...], ...]


def split(text: str) -> tuple[str, ...]:
    """The sentences of one block of text, spaces made single."""
    sentences: list[str] = []
    open_part = ""
    for part in _BREAK.split(" ".join(text.split())):
        open_part = f"{open_part} {part}".strip()
        if not _ABBREVIATION.search(open_part[-8:]):
            sentences.append(open_part)
            open_part = ""
    return (*sentences, open_part) if open_part else tuple(sentences)


def read_statements(path: Path) -> list[Statement]:
    """The documents of a gzipped JSONL file of official statements with id, date, title and text."""
    statements: list[Statement] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            blocks = tuple(split(block) for block in _BLOCK.split(_clean(row["text"])) if block.strip())
            statements.append(Statement(row["id"], row["date"] or "", _clean(row["title"]), blocks))
    return statements


def without(statements: Sequence[Statement], folders: Sequence[Path]) -> list[Statement]:
    """`statements` but for those with a sentence of twelve words from a text (.md, .txt) in `folders`."""
    texts = [
        " ".join(_clean(path.read_text(encoding="utf-8")).split())
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".md", ".txt"}
    ]
    known = {s for text in texts for s in split(text) if len(s.split()) >= 12}
    return [one for one in statements if not any(s in known for block in one.blocks for s in block)]


def _clean(text: str) -> str:
    return text.replace("\u2060", "").replace("\\u2019", "’").replace("'", "’").replace("\u00a0", " ")


def is_standalone(sentence: str) -> bool:
    """Whether `sentence` reads as a claim by itself: whole, 8 to 45 words, not leaning on its neighbours."""
    words = sentence.split()
    return (
        8 <= len(words) <= 45
        and sentence[0].isupper()
        and sentence.endswith(".")
        and not _OPENING.match(sentence)
        and not _FIRST_PERSON.search(sentence)
        and not _UNFIT.search(sentence)
        and not _PRONOUN_AFTER_OPENING.match(sentence)
        and not _is_fragment(words[0])
        and bool(_FINITE.search(sentence))
        and sentence.count("(") == sentence.count(")")
        and sum(word[0].isupper() for word in words) < 0.6 * len(words)
    )


def _is_fragment(first: str) -> bool:
    """Whether a sentence that starts with the word `first` is a heading or list item without a subject."""
    return (
        first.endswith(("ing", "ed")) and first not in {"United", "Funding"}
    ) or first.lower() in act_verbs()


def context(block: tuple[str, ...], at: int, rng: random.Random) -> tuple[int, int]:
    """Start and end of one to three sentences of `block` around sentence `at`, of at most 110 words."""
    start, end = at, at + 1
    for _ in range(rng.choice((0, 1, 1, 2, 2))):
        before = start > 0 and (end == len(block) or rng.random() < 0.5)
        new_start, new_end = (start - 1, end) if before else (start, min(end + 1, len(block)))
        if sum(len(sentence.split()) for sentence in block[new_start:new_end]) > 110:
            break
        start, end = new_start, new_end
    return start, end
