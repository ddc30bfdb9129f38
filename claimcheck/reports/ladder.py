"""Where the article and each party stand on the ladder of commitment, and the drawing's measures."""

from __future__ import annotations

import msgspec

from claimcheck.language.words import content_words
from claimcheck.records import CheckedClaim, Evidence, Label, Status, Verdict
from claimcheck.reports.layout import columns, shorten
from claimcheck.resources import load_toml

_ROW = 17  # user units of the drawing: height of a rung's row
_LINE = 14  # height of each further line beside a rung
_TOP = 6


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands on which rung, by which words; `party` is its index, None for the article."""

    name: str
    rung: int
    phrase: str
    party: int | None = None
    label: Label | None = None


class Line(msgspec.Struct, frozen=True):
    """One line beside a rung, at `y`: who stands there and by which words, both cut to the room there is."""

    name: str
    phrase: str
    y: int
    standing: Standing


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """A rung of the drawing: its number and name, the height it is drawn at, and who stands there."""

    number: int
    name: str
    y: int
    lines: tuple[Line, ...]


class Ladder(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing: rungs from the top (9) down, its height, and what it shows in words.

    `level` says that all stand on the same rung.
    """

    rungs: tuple[Rung, ...]
    height: int
    words: str
    level: bool


def draw_ladder(claim: CheckedClaim, *, article: str = "Article") -> Ladder | None:
    """The ladder of a claim, or None where its act has no status or no party's words could be placed."""
    return ladder_of(find_standings(claim, article=article))


def ladder_of(standings: tuple[Standing, ...]) -> Ladder | None:
    """The drawing of who stands where, or None where fewer than two could be placed."""
    if len(standings) < 2:
        return None
    names = load_toml("report/page.toml")["rungs"]["names"]
    rungs = []
    y = _TOP
    for number in range(len(names) - 1, -1, -1):
        here = [standing for standing in standings if standing.rung == number]
        y += _ROW // 2
        lines = tuple(Line(*_cut(one), y + _LINE * index, one) for index, one in enumerate(here))
        rungs.append(Rung(number=number, name=names[number], y=y, lines=lines))
        y += _ROW - _ROW // 2 + _LINE * max(len(here) - 1, 0)
    told = "; ".join(
        f"{one.name}: rung {one.rung}, {names[one.rung]}{f' (“{one.phrase}”)' if one.phrase else ''}"
        for one in standings
    )
    return Ladder(
        rungs=tuple(rungs),
        height=y + _TOP,
        words=f"How far the act has gone, 0 to 9. {told}.",
        level=len({one.rung for one in standings}) == 1,
    )


def find_standings(claim: CheckedClaim, *, article: str = "Article") -> tuple[Standing, ...]:
    """The article's rung and that of each party whose words on the same act could be placed.

    A party that backs the claim says at least as much, so it stands no lower than the article. A party
    that denies the act, is silent, or differs in something else is left out.
    """
    status = claim.status
    if status is None or status.negated:
        return ()
    found = [Standing(name=article, rung=status.rung, phrase=status.text)]
    for index, (party, verdict) in enumerate(claim.verdicts.items()):
        rung, phrase = _party_rung(claim, status, verdict)
        if rung is not None:
            label = verdict.label
            found.append(Standing(name=party, rung=rung, phrase=phrase, party=index, label=label))
    return tuple(found)


def _party_rung(claim: CheckedClaim, status: Status, verdict: Verdict) -> tuple[int | None, str]:
    from claimcheck.verdicts.reading import read
    from claimcheck.verdicts.signals.status import compare_status

    for difference in verdict.discrepancies:
        if difference.code == "CC101" and difference.source_start is not None:
            lower = _rung_at(verdict.evidence, difference.document, difference.source_start)
            return (lower, difference.source_text) if lower is not None else (None, "")
    if verdict.label != "supported":
        return None, ""
    acts = {word.stem for word in content_words(status.text)}
    for item in verdict.evidence:
        for _, theirs in compare_status(read(claim.standalone), read(item.text)).agreements:
            # Only words of the same act are shown; what else agrees is no wording of it.
            if acts & {word.stem for word in content_words(theirs.text)}:
                rungs = [one.rung for one in read(item.text).statuses if one.start == theirs.start]
                return max([status.rung, *rungs]), theirs.text
    return status.rung, ""


def _rung_at(evidence: tuple[Evidence, ...], document: str | None, start: int) -> int | None:
    """The rung of the phrase at `start` of a document; that of the phrase it conditions, for a condition."""
    from claimcheck.verdicts.reading import read

    for item in evidence:
        if item.document == document and item.start <= start < item.end:
            for status in read(item.text).statuses:
                spans = [(status.start, status.end), *((one.start, one.end) for one in status.conditions)]
                if any(first <= start - item.start < end for first, end in spans):
                    return status.rung
    return None


def _cut(standing: Standing) -> tuple[str, str]:
    """Name and phrase, cut to the columns beside a rung; the name gets its room first."""
    limit = load_toml("report/page.toml")["limits"]["phrase"]
    name = shorten(standing.name, limit * 2 // 3 if standing.phrase else limit)
    return name, shorten(standing.phrase, limit - columns(name)) if standing.phrase else ""
