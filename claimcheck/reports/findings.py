"""What stands below the table: the claims that need a look, with both wordings and their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimcheck.language.sentences import split_sentences
from claimcheck.language.words import content_words
from claimcheck.records import CheckedClaim, Discrepancy, DocumentEntry, Report, Verdict
from claimcheck.reports.codes import title
from claimcheck.reports.layout import clean, columns, shorten, wrap
from claimcheck.reports.readings import readings
from claimcheck.reports.reasons import reason, recall_words
from claimcheck.reports.wording import MARKS, WORDS, plural

_AGAINST = ("overstated", "contradicted")
_PASSAGE = 600  # columns of a passage of evidence that are shown
_WORDING = 240  # columns of either wording of a difference that are shown
_TITLE = 40  # columns of a document's title beside the nearest passage
_LEAST_PASSAGE = 24  # columns of the nearest passage that are shown in any case
_Documents = Mapping[str, DocumentEntry]


def findings(report: Report, claims: Sequence[CheckedClaim], width: int) -> list[str]:
    """The lines below the table: claims weakened or denied, backed by one side only, backed by nobody.

    Args:
        report: names the documents.
        claims: those of its claims that are shown.
        width: columns that no line exceeds.
    """
    documents = {document.id: document for entry in report.parties.values() for document in entry.documents}
    weak = [claim for claim in claims if any(v.label in _AGAINST for v in claim.verdicts.values())]
    unsupported = [claim for claim in claims if claim.summary == "unsupported"]
    told = {claim.id for claim in (*weak, *unsupported)}
    one_sided = [
        claim
        for claim in claims
        if claim.id not in told and any(v.discrepancies for v in claim.verdicts.values())
    ]
    lines: list[str] = []
    if weak:
        lines += _heading("Weakened or denied")
        lines += [line for claim in weak for line in _claim(claim, documents, width)]
    if one_sided:
        lines += _heading("Backed by one side only")
        lines += [line for claim in one_sided for line in _claim(claim, documents, width)]
    if unsupported:
        lines += _heading("No party speaks to it")
        lines += _searched(unsupported, width)
        lines += [line for claim in unsupported for line in _silent(claim, report, documents, width)]
    return lines


def _heading(text: str) -> list[str]:
    return ["", text, "─" * len(text)]


def _claim(claim: CheckedClaim, documents: _Documents, width: int) -> Iterator[str]:
    """A claim with every party that weakens, denies or backs it, or whose silence tells something."""
    yield ""
    yield from _title(claim, width)
    order = (*_AGAINST, "not_mentioned", "supported")
    for label in order:
        for party, verdict in claim.verdicts.items():
            if verdict.label == label and (verdict.discrepancies or verdict.evidence):
                yield from wrap(f"{MARKS[label]} {party}: {WORDS[label]}", width, "    ", "      ")
                yield from _verdict(party, verdict, documents, width)


def _title(claim: CheckedClaim, width: int) -> Iterator[str]:
    number = f"[{shorten(claim.id, 12)}] "
    yield from wrap(claim.text, width, number, " " * columns(number))
    chain = [clean(source.name or source.text) for source in reversed(claim.attribution)]
    notes = [*([f"said by {', as told by '.join(chain)}"] if chain else []), *readings(claim)]
    if notes:
        yield from wrap(f"({'; '.join(notes)})", width, "    ", "    ")


def _verdict(party: str, verdict: Verdict, documents: _Documents, width: int) -> Iterator[str]:
    for difference in verdict.discrepancies:
        yield from _difference(difference, party, width)
    if verdict.label == "contradicted" and not verdict.discrepancies:
        yield from wrap(
            "The wordings do not go together; no single difference could be named.",
            width,
            "      ",
            "        ",
        )
    missing = [part.text for part in verdict.parts if not part.supported]
    if missing:
        yield from wrap(f"not backed: {_quoted(missing)}", width, "      ", "        ")
    for item in verdict.evidence:
        yield from wrap(f"“{shorten(item.text, _PASSAGE)}”", width, "      ", "       ")
        page = f"page {item.page}" if item.page is not None else ""
        source = ", ".join(filter(None, (_source(documents, item.document), page)))
        yield from wrap(f"— {source}" if source else "", width, "      ", "        ")
    for word, others in (("earlier", verdict.earlier), ("later", verdict.later)):
        if others:
            names = "; ".join(_source(documents, name) for name in others)
            yield from wrap(f"{word}, on the same: {names}", width, "      ", "        ")


def _difference(difference: Discrepancy, party: str, width: int) -> Iterator[str]:
    """Code and sentence, and both wordings unless the sentence holds them already."""
    sentence = reason(party, difference)
    yield from wrap(f"{difference.code} {title(difference.code)}: {sentence}", width, "      ", "        ")
    ours, theirs = difference.claim_text, difference.source_text
    if theirs and not (ours in sentence and theirs in sentence):
        said = f"article: {_quoted([ours])}; " if ours else ""
        yield from wrap(f"{said}document: {_quoted([theirs])}", width, "        ", "        ")


def _searched(claims: Sequence[CheckedClaim], width: int) -> Iterator[str]:
    """How much was searched at each party, where that was the same for all claims."""
    counts = {
        (party, verdict.search.documents, verdict.search.passages, recall_words(verdict)): None
        for claim in claims
        for party, verdict in claim.verdicts.items()
        if verdict.label == "not_mentioned"
    }
    parties = [party for party, *_ in counts]
    if not counts or len(set(parties)) < len(parties):
        return
    told = "; ".join(
        f"{party} ({'; '.join((_amount(documents, passages), *recall))})"
        for party, documents, passages, recall in counts
    )
    yield from wrap(f"Searched: {told}. What came nearest, and why it does not count:", width)


def _amount(documents: int, passages: int) -> str:
    return f"{plural(documents, 'document')}, {plural(passages, 'passage')}"


def _silent(claim: CheckedClaim, report: Report, documents: _Documents, width: int) -> Iterator[str]:
    yield ""
    yield from _title(claim, width)
    for party, verdict in claim.verdicts.items():
        head = f"{MARKS[verdict.label]} {party}:"
        if not verdict.search.nearest:
            words = WORDS[verdict.label] if verdict.label == "no_document" else "nothing came near"
            yield from wrap(f"{head} {words}", width, "    ", "      ")
            continue
        near = verdict.search.nearest[0]
        source = _source(documents, near.document) if len(report.parties[party].documents) > 1 else ""
        source = f" ({shorten(source, _TITLE)})" if source else ""
        # Passage and reason together should fit two lines.
        reason = shorten(near.why_not, width * 2 // 3)
        room = 2 * width - 16 - columns(clean(head + source)) - columns(reason)
        passage = f"“{_excerpt(near.text, claim.standalone, max(room, _LEAST_PASSAGE))}”{source}"
        yield from wrap(f"{head} {passage} {reason}", width, "    ", "      ")


def _excerpt(text: str, claim: str, width: int) -> str:
    """The sentence of a passage that shares most words with the claim, cut to `width` columns."""
    if columns(clean(text)) <= width:
        return clean(text)
    wanted = {word.stem for word in content_words(claim)}
    sentences = split_sentences(text)
    if not sentences:
        return shorten(text, width)
    shared = [len(wanted & {word.stem for word in content_words(s.text)}) for s in sentences]
    best = sentences[shared.index(max(shared))]
    before = "… " if best is not sentences[0] else ""
    after = " …" if best is not sentences[-1] and columns(clean(best.text)) <= width - 4 else ""
    return before + shorten(best.text, width - len(before) - len(after)) + after


def _source(documents: _Documents, name: str) -> str:
    """Title and date of a document; empty for a claim's own document, which has no name."""
    document = documents.get(name)
    if document is None:
        return name
    if not document.path and not document.title:
        return ""
    return ", ".join(filter(None, (document.title or document.id, document.date)))


def _quoted(texts: Sequence[str]) -> str:
    return "; ".join(f"“{shorten(text, _WORDING)}”" for text in texts)
