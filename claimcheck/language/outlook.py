"""Whether the words before a place speak of the future, which decides what "on Thursday" means."""

from __future__ import annotations

import re

from claimcheck.language.patterns import alternation, phrases
from claimcheck.resources import load_toml

_TABLE = load_toml("dates.toml")["future"]
_FUTURE = re.compile(rf"(?<!\w)(?:{alternation(phrases(_TABLE['words']))})(?!\w)", re.IGNORECASE)
_PAST = re.compile(
    rf"(?<!\w)(?:{alternation(_TABLE['past'].split())}|(?<!be )[a-z]{{2,20}}ed)(?!\w)", re.IGNORECASE
)
_ADJACENT = re.compile(
    rf"(?<!\w)(?:{alternation(_TABLE['adjacent'].split())})\s(?:on\s|next\s|this\s)?$", re.IGNORECASE
)
_REACH: int = _TABLE["reach"]
_SENTENCE_BREAK = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z“\"])|\n\s{0,8}\n")


def looks_ahead(text: str, at: int) -> bool:
    """Whether the words before `at` in its sentence speak of the future ("will meet on Thursday").

    The nearest cue decides: "it will withdraw, he said on Thursday" looks back.
    """
    before = text[max(0, at - _REACH) : at]
    if _ADJACENT.search(before[-24:]):
        return True
    breaks = [match.end() for match in _SENTENCE_BREAK.finditer(before)]
    start = breaks[-1] if breaks else 0
    future = max((match.end() for match in _FUTURE.finditer(before, start)), default=-1)
    past = max((match.end() for match in _PAST.finditer(before, start)), default=-1)
    return future >= max(past, 0)
