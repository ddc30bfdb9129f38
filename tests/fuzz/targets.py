"""What is fuzzed: each reader and parser as a function of some bytes that must not raise.

A target may refuse its input with one of our errors in one line; whatever it returns must hold what the
project promises everywhere.
"""

from __future__ import annotations

import gzip
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from claimcheck.documents import docx, feed, html, mail, pdf, text
from claimcheck.documents.contents import Place, documents_of
from claimcheck.documents.front_matter import split_front_matter
from claimcheck.documents.jsonl import iter_document_rows, read_claim_rows
from claimcheck.documents.raw import Extract, Raw
from claimcheck.documents.zipped import members
from claimcheck.errors import ClaimcheckError
from claimcheck.language.blocks import split_blocks
from claimcheck.reports.load import load_report
from tests.documents import bad_inputs
from tests.documents.typeset import typeset

Target = Callable[[bytes], None]
LARGEST_SEED = 20_000  # bytes; mutations of larger inputs find little
_SLOW = re.compile(r"bomb|million|many|deep")  # seeds whose every mutation takes a second
SCRATCH = Path(tempfile.gettempdir())


def _hold(extracts: tuple[Extract, ...]) -> None:
    assert extracts
    for found in extracts:
        for words in (found.text, found.title, found.author, found.site, found.url or "", *found.warnings):
            words.encode("utf-8")
        assert "\0" not in found.text
        assert found.text.strip() or found.doubt == "no_text"
        assert list(found.pages) == sorted(found.pages)
        assert all(0 <= start <= len(found.text) for start in found.pages)
        for block in split_blocks(found.text[:20_000]):
            assert found.text[block.start : block.end] == block.text


def _reader(read: Callable[[Raw], tuple[Extract, ...]]) -> Target:
    def target(data: bytes) -> None:
        _hold(read(Raw(data=data, name="a", where="a")))

    return target


def _front_matter(data: bytes) -> None:
    metadata, body = split_front_matter(data.decode("utf-8", "replace"), "a")
    for words in (body, metadata.title, metadata.kind, *metadata.parties):
        words.encode("utf-8")


def _documents_jsonl(data: bytes) -> None:
    for name in ("a.jsonl", "a.jsonl.gz"):
        packed = gzip.compress(data, mtime=0) if name.endswith("gz") and len(data) % 2 else data
        try:
            for row in iter_document_rows(Path(name), packed):
                assert row.text.strip()
                row.text.encode("utf-8")
        except ClaimcheckError as error:
            assert "\n" not in str(error)


def _docx(data: bytes) -> None:
    """A Word file; bytes that are no archive are taken for its main part."""
    packed = data if data.startswith(b"PK") else bad_inputs.word(data)
    _hold(docx.read(Raw(data=packed, name="a", where="a")))


def _written(data: bytes, name: str) -> Path:
    path = SCRATCH / name
    path.write_bytes(data)
    return path


def _claims_jsonl(data: bytes) -> None:
    rows = read_claim_rows(_written(data, "claimcheck_fuzz.jsonl"))
    assert len({row.id for row in rows}) == len(rows)


def _report(data: bytes) -> None:
    load_report(_written(data, "claimcheck_fuzz.json"))


def _zip(data: bytes) -> None:
    for member in members(data, "a").members:
        assert not member.name.startswith("/")
        assert ".." not in member.name.split("/")
        member.read()


def _anything(data: bytes) -> None:
    found = documents_of(Raw(data=data, name="", where="a"), Place("a", "a", "P"))
    assert len({document.id for document in found.documents}) == len(found.documents)


TARGETS: dict[str, Target] = {
    "text": _reader(text.read),
    "front_matter": _front_matter,
    "documents_jsonl": _documents_jsonl,
    "claims_jsonl": _claims_jsonl,
    "report": _report,
    "html": _reader(html.read),
    "pdf": _reader(pdf.read),
    "docx": _docx,
    "mail": _reader(mail.read),
    "feed": _reader(feed.read),
    "zip": _zip,
    "anything": _anything,
}
_FAMILIES: dict[str, Callable[[], dict[str, bytes]]] = {
    "text": bad_inputs.texts,
    "front_matter": bad_inputs.front_matter,
    "documents_jsonl": bad_inputs.rows,
    "claims_jsonl": bad_inputs.rows,
    "html": bad_inputs.pages,
    "pdf": bad_inputs.pdfs,
    "docx": bad_inputs.words,
    "mail": bad_inputs.mails,
    "feed": bad_inputs.feeds,
    "zip": bad_inputs.archives,
    "anything": bad_inputs.mislabelled,
}
_REPORT = (
    b'{"schema":"claimcheck/report/1","claimcheck":"0.1.0","models":{},"article":null,"parties":{"P":{"documents":'
    b'[{"id":"d","title":"","date":"","url":null,"path":"d","sha256":"0"}]}},"claims":[{"id":"1","text":"t","standalone":'
    b'"t","start":0,"end":1,"summary":"unsupported","verdicts":{"P":{"label":"not_mentioned","confidence":1.0,"scores":'
    b'{"supported":0.0,"contradicted":0.0,"not_mentioned":1.0},"search":{"documents":1,"passages":1,"queries":["t"]}}}}],'
    b'"warnings":[],"texts":{}}'
)


def seeds(name: str) -> Iterator[bytes]:
    """Inputs to begin with: bad ones of the kind, and a good one."""
    if name == "report":
        yield _REPORT
    elif name == "claims_jsonl":
        yield b'{"id": 1, "claim": "The talks go on.", "document": ["a", "b"], "party": "P"}\n'
    elif name == "docx":
        yield bad_inputs.word_part(bad_inputs.said() * 2)
    elif name == "pdf":
        yield typeset([bad_inputs.GOOD])
    if name in _FAMILIES:
        made = _FAMILIES[name]().items()
        yield from (data for file, data in made if len(data) <= LARGEST_SEED and not _SLOW.search(file))


def run_target(name: str, data: bytes) -> None:
    """Runs a target on an input; our own errors in one line are an answer like any other."""
    try:
        TARGETS[name](data)
    except ClaimcheckError as error:
        assert "\n" not in str(error)
