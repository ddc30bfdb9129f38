"""Writers that are killed at any moment leave a corpus that opens and is whole."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from claimcheck.corpus.build import clean
from claimcheck.corpus.files import MANIFEST, SEGMENTS, WORK
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.search import CorpusSearch

KILLS = 30
DOCUMENTS = 60  # added in all, a few more by each writer
WRITER = """
import json, sys
from pathlib import Path
from claimcheck.corpus import build
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.models.static_encoder import static_of
from claimcheck.records import Document

folder, table, rows, jobs = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])

def main():
    build.load_static = lambda _folder: static_of(table, OnnxEncoder())
    documents = [Document(**row, parties=("P",)) for row in json.loads(rows.read_text("utf-8"))]
    build.add(folder, documents, create=True, jobs=jobs)

if __name__ == "__main__":
    main()
"""


def text_of(number: int, version: int) -> str:
    sentences = [f"Document {number} says {n} of version {version}." for n in range(400)]
    return " ".join(sentences) + f" The end of {number}."


@pytest.mark.slow
def test_thirty_killed_writers_leave_a_whole_corpus_each_time(tmp_path: Path, encoder) -> None:
    folder, table, script = tmp_path / "corpus", tmp_path / "table.npy", tmp_path / "writer.py"
    np.save(table, np.random.default_rng(1).standard_normal((30522, 64)).astype(np.float16))
    script.write_text(WRITER, encoding="utf-8")
    chance = random.Random(7)
    killed = 0
    longest = 4.0
    for turn in range(4 * KILLS):
        rows = tmp_path / "rows.json"
        count = min(2 + turn, DOCUMENTS)
        wanted = {
            f"d{number}": text_of(number, turn if number % 7 == turn % 7 else 0) for number in range(count)
        }
        rows.write_text(
            json.dumps([{"id": id_, "text": text, "sha256": "", "path": id_} for id_, text in wanted.items()])
        )
        begin = time.monotonic()
        command = [sys.executable, str(script), str(folder), str(table), str(rows), str(1 + turn % 2)]
        with subprocess.Popen(command) as writer:
            try:
                writer.wait(chance.uniform(0.3, longest))
                longest = max(1.0, 1.2 * (time.monotonic() - begin))
            except subprocess.TimeoutExpired:
                writer.kill()
                killed += 1
        if (folder / MANIFEST).is_file():
            assert_whole(Corpus(folder))
        if killed == KILLS:
            break
    assert killed == KILLS
    clean(folder)
    assert not list(folder.glob(f"{WORK}*"))
    corpus = Corpus(folder)
    assert {path.name for path in (folder / SEGMENTS).iterdir()} == {s.name for s in corpus.segments}
    (found,) = CorpusSearch(corpus, encoder, Scope()).search(["The end of 1."])
    assert any("The end of 1." in hit.passage.text for hit in found[None])


def assert_whole(corpus: Corpus) -> None:
    newest = [one for one in corpus.versions() if not one.gone]
    assert len({one.document.id for one in newest}) == len(newest)
    for one in corpus.versions():
        text = corpus.segments[one.segment].text(one.row)
        assert text.endswith(f"The end of {one.document.id[1:]}.")
        sentences = corpus.segments[one.segment].sentences(one.row, text)
        assert len(sentences) == 401
        assert sentences[-1].text == f"The end of {one.document.id[1:]}."
