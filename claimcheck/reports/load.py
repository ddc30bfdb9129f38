"""Reports and decisions read back from their files, with one-line errors that name file and place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

import msgspec

from claimcheck.errors import MissingInput, UnreadableInput
from claimcheck.records import Evidence, Nearest, Report
from claimcheck.reports.decisions import SCHEMA as DECISIONS
from claimcheck.reports.decisions import Decisions, ReportFile

REPORT = "claimcheck/report/1"
_REPORT_REMEDY = "Make the report anew: claimcheck check ARTICLE --against FOLDER -o report.json."
_DECISIONS_REMEDY = "Download the decisions anew from the report's page."
_PLACE = re.compile(r"(?P<what>.*) - at `\$(?P<place>[^`]*)`", re.DOTALL)
_T = TypeVar("_T")


class _Head(msgspec.Struct):
    schema: str = ""


def load_report(path: str | Path) -> tuple[Report, Decisions]:
    """The report in a JSON file, and the decisions that it carries, if any.

    Raises:
        MissingInput: there is no such file.
        UnreadableInput: it is no report of `claimcheck/report/1`, or contradicts itself.
    """
    path = Path(path)
    data = _read(path, _REPORT_REMEDY)
    schema = _decode(data, _Head, path, "report", _REPORT_REMEDY).schema
    if schema != REPORT:
        told = f"its schema is {schema!r}, not {REPORT!r}" if schema else "it names no schema"
        raise UnreadableInput(f"this is not a report: {told}", where=str(path), remedy=_REPORT_REMEDY)
    found = _decode(data, ReportFile, path, "report", _REPORT_REMEDY)
    report = Report(**{name: getattr(found, name) for name in Report.__struct_fields__})
    fault = _fault(report)
    if fault:
        raise UnreadableInput(
            f"the report contradicts itself: {fault}", where=str(path), remedy=_REPORT_REMEDY
        )
    return report, Decisions(decisions=found.decisions, added=found.added)


def load_decisions(path: str | Path) -> Decisions:
    """The decisions in a JSON file, schema `claimcheck/decisions/1`.

    Raises:
        MissingInput: there is no such file.
        UnreadableInput: it holds no decisions of that schema.
    """
    path = Path(path)
    data = _read(path, _DECISIONS_REMEDY)
    schema = _decode(data, _Head, path, "file of decisions", _DECISIONS_REMEDY).schema
    if schema != DECISIONS:
        told = f"its schema is {schema!r}, not {DECISIONS!r}" if schema else "it names no schema"
        raise UnreadableInput(
            f"these are not decisions: {told}", where=str(path), remedy="Name the file decisions.json."
        )
    return _decode(data, Decisions, path, "file of decisions", _DECISIONS_REMEDY)


def combined(first: Decisions, second: Decisions) -> Decisions:
    """Both sets of decisions; where both speak to one claim and party the later counts."""
    return Decisions(
        decisions=(*first.decisions, *second.decisions),
        added=tuple(dict.fromkeys((*first.added, *second.added))),
    )


def _read(path: Path, remedy: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingInput("no such file", where=str(path), remedy=remedy) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(f"the file cannot be read ({reason})", where=str(path)) from error


def _decode(data: bytes, kind: type[_T], path: Path, name: str, remedy: str) -> _T:
    """`data` as a record of `kind`; what does not fit is told with its place in the file."""
    try:
        return msgspec.json.decode(data, type=kind)
    except RecursionError as error:
        raise UnreadableInput(f"this {name} is nested too deeply", where=str(path), remedy=remedy) from error
    except msgspec.ValidationError as error:
        told = _PLACE.fullmatch(str(error))
        what, place = (told["what"], told["place"]) if told else (str(error), "")
        where = f"{path}:{place.removeprefix('.')}" if place else str(path)
        raise UnreadableInput(f"this {name} has a wrong field: {what}", where=where, remedy=remedy) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"this is not whole JSON ({error})", where=str(path), remedy=remedy) from error


def _fault(report: Report) -> str:
    """What is wrong between the parts of a report, as a clause; empty if nothing is."""
    text = report.texts.get(report.article.sha256) if report.article else None
    for claim in report.claims:
        unknown = [party for party in claim.verdicts if party not in report.parties]
        if unknown:
            return f"claim {claim.id} has a verdict of {unknown[0]!r}, which is not among its parties"
        if text is not None and not _stands(text, claim.text, claim.start, claim.end):
            return f"claim {claim.id} is not what stands at its place in the article"
    return _misquoted(report)


def _misquoted(report: Report) -> str:
    documents = {one.id: one.sha256 for entry in report.parties.values() for one in entry.documents}
    for claim in report.claims:
        for party, verdict in claim.verdicts.items():
            passages: tuple[Evidence | Nearest, ...] = (*verdict.evidence, *verdict.search.nearest)
            for place in passages:
                text = report.texts.get(documents.get(place.document, ""))
                if text is not None and not _stands(text, place.text, place.start, place.end):
                    return f"a passage of {party} on claim {claim.id} is not what stands at its place"
    return ""


def _stands(text: str, words: str, start: int | None, end: int | None) -> bool:
    """Whether `words` stand at that place of `text`; what has no place is not looked for."""
    if start is None or end is None:
        return start is None and end is None
    return 0 <= start <= end and text[start:end] == words
