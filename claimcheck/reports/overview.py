"""What stands above every human report: the article, what it was held against, and what came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from claimcheck.records import CheckedClaim, PartyEntry, Report, SearchedCorpus
from claimcheck.reports.decisions import ReviewedReport, decision_counts
from claimcheck.reports.wording import MEANINGS, SUMMARIES, plural

_NAMED = 3  # documents of a party that the header names


def heading(report: Report) -> str:
    """The title of the article, or what was checked where there is none."""
    if report.article is None:
        return f"{plural(len(report.claims), 'claim')} handed in"
    return report.article.title or article_line(report)


def article_line(report: Report) -> str:
    """Where the article was read and its date; empty where claims were handed in."""
    if report.article is None:
        return ""
    path = "standard input" if report.article.path == "-" else report.article.path
    return ", ".join(filter(None, (path, report.article.date)))


def own_documents(report: Report) -> bool:
    """Whether each claim was held against a document of its own."""
    return report.article is None and not any(
        document.path for entry in report.parties.values() for document in entry.documents
    )


def documents_named(entry: PartyEntry) -> str:
    """The first few documents of a party with their dates, and how many more there are.

    Where built corpora were searched: how many documents these hold in the days that were searched.
    """
    documents = entry.documents
    if entry.corpora and entry.searched:
        return f"{plural(int(entry.searched), 'document')} of {', '.join(map(corpus_named, entry.corpora))}"
    if not documents:
        return "no document that could be searched"
    named = [
        f"{document.title or document.id}{f' ({document.date})' if document.date else ''}"
        for document in documents[:_NAMED]
    ]
    more = len(documents) - len(named)
    return "; ".join([*named, *([f"and {more:,} more"] if more else [])])


def corpus_named(corpus: SearchedCorpus) -> str:
    """A corpus with the days that were searched and the beginning of its fingerprint."""
    days = [
        *([f"from {corpus.since}"] if corpus.since else []),
        *([f"until {corpus.until}"] if corpus.until else []),
        *([f"as of {corpus.as_of}"] if corpus.as_of else []),
    ]
    return f"{corpus.path} ({', '.join([*days, f'index {corpus.fingerprint[:12]}'])})"


def tally(claims: Sequence[CheckedClaim]) -> str:
    """How many claims came out how: "3 claims: 1 backed by every party; ..."."""
    counts: Mapping[str, int] = Counter(claim.summary for claim in claims)
    parts = [f"{counts[summary]:,} {words}" for summary, words in SUMMARIES.items() if counts.get(summary)]
    return f"{plural(len(claims), 'claim')}: {'; '.join(parts)}."


def decided(reviewed: ReviewedReport) -> str:
    """How many verdicts a person decided on; empty where none."""
    counts = [f"{count} {kind}" for kind, count in decision_counts(reviewed).items() if count]
    return f"Decided by a person: {', '.join(counts)}." if counts else ""


def labels_shown(claims: Sequence[CheckedClaim]) -> list[str]:
    """The labels that occur in the verdicts of these claims, in the order of the legend."""
    found = {verdict.label for claim in claims for verdict in claim.verdicts.values()}
    return [label for label in MEANINGS if label in found]


def left_out(count: int) -> str:
    """How many claims a paper or a page leaves out; empty for none."""
    if not count:
        return ""
    were = "was" if count == 1 else "were"
    return f"{plural(count, 'claim')} that no party speaks to {were} judged not worth a check, and left out."
