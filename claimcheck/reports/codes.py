"""What every code and every verdict means, from `codes.toml`: for `explain`, reports and `docs/codes/`.

Run as a module with a folder it writes the pages of `docs/codes/`; `make codes` does that.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from claimcheck.errors import UsageError
from claimcheck.reports.layout import wrap
from claimcheck.reports.wording import MARKS, WORDS
from claimcheck.resources import load_toml


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What one code or verdict means, all in plain sentences.

    `name` is the code or label; `article` and `document` are an example of either side, and `note` says what
    it shows; `misses` are known faults.
    """

    name: str
    title: str
    means: str
    why: str
    article: str
    document: str
    note: str
    detected: str
    misses: tuple[str, ...]
    type: str = ""


@cache
def explanations() -> dict[str, Explanation]:
    """Code or label -> what it means; codes first, each in the order of the data file."""
    data = load_toml("codes.toml")
    labels = {name: {**entry, "title": WORDS[name]} for name, entry in data["labels"].items()}
    return {
        name: msgspec.convert({**entry, "name": name}, Explanation)
        for name, entry in {**data["codes"], **labels}.items()
    }


def explanation(name: str) -> Explanation:
    """What the code or label means; its case, and spaces for underscores, do not matter.

    Raises:
        UsageError: there is none of that name.
    """
    known = {key.casefold(): entry for key, entry in explanations().items()}
    found = known.get("_".join(name.split()).casefold())
    if found is None:
        raise UsageError(
            f"{name!r} is neither a code nor a verdict", remedy="`claimcheck explain` lists them all."
        )
    return found


def title(code: str) -> str:
    """A few words for a code; the code itself where this version does not know it."""
    found = explanations().get(code)
    return found.title if found else code


def explain_text(entry: Explanation, width: int) -> str:
    """The whole explanation for a terminal of `width` columns."""
    mark = f"{MARKS[entry.name]} " if entry.name in MARKS else f"{entry.name}: "
    lines = [*wrap(f"{mark}{entry.title}", width), ""]
    lines += ["What it means", *wrap(entry.means, width, "  ", "  "), ""]
    lines += ["Why it matters", *wrap(entry.why, width, "  ", "  "), ""]
    lines += ["Example", *wrap(f"article: {entry.article}", width, "  ", "    ")]
    lines += wrap(f"document: {entry.document}", width, "  ", "    ")
    lines += [*wrap(entry.note, width, "  ", "  "), ""]
    lines += ["How it is found", *wrap(entry.detected, width, "  ", "  "), ""]
    lines += ["Known misses"]
    lines += [line for miss in entry.misses for line in wrap(miss, width, "  - ", "    ")]
    return "\n".join(lines) + "\n"


def list_text(width: int) -> str:
    """A line or two for each code and each verdict, for a terminal of `width` columns."""
    lines = [*wrap("Codes: how the article and a party's words differ", width), ""]
    codes = [entry for entry in explanations().values() if entry.name not in MARKS]
    labels = [entry for entry in explanations().values() if entry.name in MARKS]
    lines += [line for e in codes for line in wrap(f"{e.name}: {e.title}", width, "  ", "    ")]
    lines += ["", *wrap("Verdicts: what a party's documents say about a claim", width), ""]
    lines += [line for e in labels for line in wrap(f"{e.name}: {e.means}", width, "  ", "    ")]
    lines += ["", *wrap("claimcheck explain NAME tells the rest.", width)]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """File name -> Markdown: one page for each code, one for the verdicts, and a list of all."""
    codes = [entry for entry in explanations().values() if entry.name not in MARKS]
    labels = [entry for entry in explanations().values() if entry.name in MARKS]
    made = {f"{entry.name}.md": f"# {entry.name}: {entry.title}\n\n{_body(entry, 2)}" for entry in codes}
    made["verdicts.md"] = "# The verdicts\n\n" + "\n".join(
        f"## {MARKS[entry.name]} {entry.title} (`{entry.name}`)\n\n{_body(entry, 3)}" for entry in labels
    )
    rows = [f"| [{e.name}]({e.name}.md) | `{e.type}` | {e.title} |" for e in codes]
    rows += [f"| [{e.title}](verdicts.md) | `{e.name}` | {e.means} |" for e in labels]
    table = "\n".join(["| | in reports | |", "|---|---|---|", *rows])
    made["README.md"] = (
        "# Codes and verdicts\n\nMade by `make codes` from `claimcheck/resources/codes.toml`; "
        f"`claimcheck explain NAME` prints the same.\n\n{table}\n"
    )
    return made


def _body(entry: Explanation, level: int) -> str:
    marks = "#" * level
    parts = [f"In reports: `{entry.type}`."] if entry.type else []
    parts += [f"{marks} What it means", entry.means, f"{marks} Why it matters", entry.why]
    parts += [f"{marks} Example", _example(entry), f"{marks} How it is found", entry.detected]
    parts += [f"{marks} Known misses", "\n".join(f"- {miss}" for miss in entry.misses)]
    return "\n\n".join(parts) + "\n"


def _example(entry: Explanation) -> str:
    rows = ["| article | document |", "|---|---|", f"| {entry.article} | {entry.document} |"]
    return "\n".join(rows) + f"\n\n{entry.note}"


if __name__ == "__main__":
    import sys

    folder = Path(sys.argv[1])
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
