"""Whether the text of a page is all that the page says: consent walls, paywalls, empty frames."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.records import Doubt
from claimcheck.resources import load_toml


class Signs(NamedTuple):
    """What a page shows of itself.

    Attributes:
        text: what was taken for its article.
        title: its title.
        seen: words that it shows outside of menus and margins.
        not_free: whether it says that it is not free to read.
        too_deep: whether its elements are nested deeper than is read.
    """

    text: str
    title: str
    seen: int
    not_free: bool
    too_deep: bool


def doubt_of(signs: Signs) -> tuple[Doubt, tuple[str, ...]]:
    """Why the text may not be all, and the sentences that say so; ("", ()) where nothing speaks for it."""
    setting = load_toml("documents.toml")["pages"]
    words = len(signs.text.split())
    if not words:
        return "no_text", ("no text was found in the page; it may need a browser to show it",)
    warnings = []
    if signs.too_deep:
        warnings.append("its elements are nested very deeply; what lies deepest was not read")
    wall = _wall(signs, setting) if words <= setting["wall_words"] else ""
    if wall:
        warnings.append(f"it looks like {wall}, not like the page itself")
    elif words < setting["few_words"]:
        warnings.append("hardly any text was found in the page; it may need a browser to show it")
    elif signs.not_free and words <= setting["teaser_words"]:
        warnings.append("it says that it is not free to read; this may be its beginning only")
    elif signs.seen >= setting["least_seen"] and words < setting["short_share"] * signs.seen:
        warnings.append(f"only {words:,} of the {signs.seen:,} words of the page were taken for its text")
    return ("partial" if warnings else ""), tuple(warnings)


def _wall(signs: Signs, setting: dict[str, dict[str, list[str]]]) -> str:
    shown = f"{signs.title}\n{signs.text}".casefold()
    for kind, phrases in setting["walls"].items():
        if any(phrase in shown for phrase in phrases):
            return kind
    return ""
