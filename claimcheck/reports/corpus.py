"""A corpus for people and programs: what it holds, how good its search is, what a search found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from claimcheck.corpus.build import Change
from claimcheck.corpus.opened import Corpus, Version
from claimcheck.records import Document, Hit
from claimcheck.reports.layout import clean, shorten, table, wrap
from claimcheck.reports.wording import plural

_DATE = 10  # columns of a date
_ID = 36  # columns of a document's id
_PARTY = 20  # columns of a party
_GAP = 2
_LISTED = 30  # parties that `info` names
_KEPT = ("id", "party", "title", "date", "url", "path", "added", "version", "replaced")


def change_text(change: Change) -> str:
    """What a change did, in one line."""
    parts = [
        *([f"{plural(len(change.added), 'document')} added"] if change.added else []),
        *([f"{plural(len(change.replaced), 'document')} replaced"] if change.replaced else []),
        *([f"{plural(len(change.removed), 'document')} removed"] if change.removed else []),
        *([f"{plural(change.unchanged, 'document')} unchanged"] if change.unchanged else []),
    ]
    return f"{', '.join(parts) or 'nothing changed'}\n"


def moved_text(count: int, address: str) -> str:
    """What a move of vectors did, in one line."""
    return f"{plural(count, 'vector')} moved to {clean(address)}\n"


def info_facts(corpus: Corpus) -> dict[str, Any]:
    """What `corpus info` tells, as JSON has it."""
    manifest = corpus.manifest
    documents = corpus.documents()
    dates = sorted(document.date for document in documents if document.date)
    parties = Counter(party for document in documents for party in document.parties)
    passages = sum(segment.passages for segment in manifest.segments)
    index_bytes = sum(segment.index_bytes for segment in manifest.segments)
    recall = manifest.recall
    return {
        "folder": str(corpus.folder),
        "fingerprint": manifest.fingerprint,
        "claimcheck": manifest.claimcheck,
        "created": manifest.created,
        "changed": manifest.changed,
        "documents": len(documents),
        "versions": len(corpus.versions()),
        "parties": dict(sorted(parties.items(), key=lambda item: (-item[1], item[0]))),
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
        "undated": len(documents) - len(dates),
        "sentences": sum(segment.sentences for segment in manifest.segments),
        "passages": passages,
        "segments": len(manifest.segments),
        "text_bytes": sum(segment.text_bytes for segment in manifest.segments),
        "index_bytes": index_bytes,
        "index_bytes_per_passage": round(index_bytes / max(passages, 1), 1),
        "vectors": manifest.vectors.address if manifest.vectors else "local",
        "window": {"days_before": corpus.window.days_before, "days_after": corpus.window.days_after},
        "recall": None
        if recall is None
        else {
            "found": recall.found,
            "rewrites": recall.rewrites,
            "passages": recall.passages,
            "current": recall.fingerprint == manifest.fingerprint,
        },
    }


def info_text(corpus: Corpus, width: int) -> str:
    """What `corpus info` tells, for people."""
    facts = info_facts(corpus)
    older = facts["versions"] - facts["documents"]
    parties = [f"{clean(party)} ({count:,})" for party, count in list(facts["parties"].items())[:_LISTED]]
    more = len(facts["parties"]) - len(parties)
    parties += [f"and {more:,} more"] if more else []
    span = f"{facts['first']} to {facts['last']}" if facts["first"] else "none has a date"
    span += f"; {facts['undated']:,} without a date" if facts["undated"] and facts["first"] else ""
    window = facts["window"]
    rows = (
        ("Documents", f"{facts['documents']:,}" + (f", and {older:,} earlier versions" if older else "")),
        ("Parties", "; ".join(parties)),
        ("Dates", span),
        ("Passages", f"{facts['passages']:,}, made of {facts['sentences']:,} sentences"),
        (
            "Size",
            f"{facts['text_bytes'] / 1e6:,.1f} MB of text, {facts['index_bytes'] / 1e6:,.1f} MB of index: "
            f"{facts['index_bytes_per_passage']:,.0f} bytes a passage",
        ),
        *([("Vectors", clean(facts["vectors"]))] if corpus.manifest.vectors else []),
        ("Window", f"{window['days_before']} days before an article to {window['days_after']} after it"),
        ("Recall", recall_line(facts["recall"])),
        ("Changed", f"{facts['changed']} (made {facts['created']} with claimcheck {facts['claimcheck']})"),
        ("Fingerprint", facts["fingerprint"]),
    )
    lines = [line for name, value in rows for line in wrap(value, width, f"{name:<12} ", " " * 13)]
    return "\n".join(lines) + "\n"


def recall_line(recall: dict[str, Any] | None) -> str:
    """The measured recall in words."""
    if recall is None or not recall["rewrites"]:
        return "not measured"
    line = (
        f"{recall['found']:,} of {recall['rewrites']:,} rewrites of its own statements found among the "
        f"{recall['passages']} passages that a check judges"
    )
    return line if recall["current"] else f"{line} (measured before the last change)"


def _fields(version: Version) -> dict[str, Any]:
    document = version.document
    values = (
        document.id,
        list(document.parties),
        document.title,
        document.date,
        document.url,
        document.path,
        document.added,
        document.number,
        version.gone or None,
    )
    return dict(zip(_KEPT, values, strict=True))


def list_json(versions: Sequence[Version]) -> bytes:
    """Documents, one a line."""
    return b"".join(msgspec.json.encode(_fields(version)) + b"\n" for version in versions)


def list_text(versions: Sequence[Version], width: int) -> str:
    """Documents as a table."""
    if not versions:
        return "no document\n"
    title = max(width - _DATE - _ID - _PARTY - 3 * _GAP, 10)
    rows = [
        (
            one.document.date,
            shorten(one.document.id, _ID),
            shorten("; ".join(one.document.parties), _PARTY),
            shorten(one.document.title, title) + (f"\n(until {one.gone[:10]})" if one.gone else ""),
        )
        for one in versions
    ]
    return "\n".join(table(("Date", "Document", "Party", "Title"), (_DATE, _ID, _PARTY, title), rows)) + "\n"


def hits_json(hits: Sequence[tuple[Hit, Document]]) -> bytes:
    """What a search found, as one JSON object."""
    found = [
        {
            "document": document.id,
            "party": list(document.parties) if len(document.parties) != 1 else document.parties[0],
            "date": document.date,
            "text": hit.passage.text,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "score": round(hit.score, 6),
            "similarity": round(hit.similarity, 4),
        }
        for hit, document in hits
    ]
    return msgspec.json.format(msgspec.json.encode({"hits": found}), indent=2) + b"\n"


def hits_text(hits: Sequence[tuple[Hit, Document]], width: int) -> str:
    """What a search found, for people."""
    lines: list[str] = []
    for number, (hit, document) in enumerate(hits, 1):
        source = ", ".join(filter(None, (*document.parties, document.title or document.id, document.date)))
        lines += wrap(hit.passage.text, width, f"{number:>3}  ", "     ")
        lines += wrap(f"— {source} (similarity {hit.similarity:.2f})", width, "     ", "       ")
        lines.append("")
    return "\n".join(lines) or "nothing was found\n"


def document_text(document: Document, version: Version, width: int) -> str:
    """A document of a corpus with what is known of it."""
    told = (
        ("Document", document.id),
        ("Party", "; ".join(document.parties)),
        ("Title", document.title),
        ("Date", document.date),
        ("Address", document.url or ""),
        ("Path", document.path),
        ("Added", f"{version.document.added}, version {version.document.number}"),
        ("Replaced", version.gone),
    )
    lines = [line for name, value in told if value for line in wrap(value, width, f"{name:<9} ", " " * 10)]
    return "\n".join([*lines, "", *(clean(line) for line in document.text.split("\n"))]) + "\n"


def document_json(document: Document, version: Version) -> bytes:
    """A document of a corpus as one JSON object."""
    fields = {**_fields(version), "text": document.text}
    return msgspec.json.format(msgspec.json.encode(fields), indent=2) + b"\n"
