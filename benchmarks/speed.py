"""How fast the command and its models are.

    python benchmarks/speed.py --case CASE --repeat 3

CASE is a folder with `article.md` and `official/`. Commands are timed as whole processes, the best of
--repeat runs: with an empty cache folder each time, then with the one that a run before has filled. Models
are timed on the case's own texts without a cache, after one batch that loads them: the verifier on pairs of
80 to 112 word pieces (96 on average), the encoder on the sentences of all documents.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tabulate import tabulate

from claimcheck.documents.official import read_official
from claimcheck.documents.read import read_document
from claimcheck.errors import ClaimcheckError
from claimcheck.language.sentences import split_sentences
from claimcheck.models.cache import CACHE_VARIABLE
from claimcheck.models.encoders import load_encoder
from claimcheck.models.onnx_encoder import available_cores
from claimcheck.models.verifiers import load_verifier
from claimcheck.models.weights import TOKENIZER, find_minilm

PIECES = range(80, 113)  # of a pair, with its three special tokens
CLAIM_PIECES = 24
PAIRS = 300
Row = tuple[str, str]


def run(*words: str, cache: str) -> float:
    """Seconds that `claimcheck` takes with these words, as a process of its own."""
    command = [sys.executable, "-m", "claimcheck", *words]
    environment = os.environ | {CACHE_VARIABLE: cache}
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)} exited with {done.returncode}: {done.stderr.decode()[-300:]}")
    return seconds


def measure_commands(case: Path, repeat: int) -> list[Row]:
    """Whole-process times of help and of a check with a cold and a warm cache."""
    check = ("check", str(case / "article.md"), "--against", str(case / "official"))
    rows = []
    with TemporaryDirectory() as warm:
        run(*check, cache=warm)
        rows.append(("claimcheck --help", best(lambda: run("--help", cache=warm), repeat)))
        rows.append(("claimcheck check, cold cache", best(lambda: cold(check), repeat)))
        rows.append(("claimcheck check, warm cache", best(lambda: run(*check, cache=warm), repeat)))
    return [(name, f"{seconds:.2f} s") for name, seconds in rows]


def cold(words: tuple[str, ...]) -> float:
    """Seconds of a run with an empty cache folder."""
    with TemporaryDirectory() as empty:
        return run(*words, cache=empty)


def best(measure: Callable[[], float], repeat: int) -> float:
    """The shortest of several runs: what else the machine does only ever adds."""
    return min(measure() for _ in range(repeat))


def texts_of(case: Path) -> list[str]:
    """The article and all official documents."""
    documents = read_official([case / "official"]).documents
    return [read_document(case / "article.md").text, *(document.text for document in documents)]


def make_pairs(texts: list[str]) -> list[tuple[str, str]]:
    """Pairs cut from the texts at word pieces, of lengths drawn from PIECES with a fixed seed."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(find_minilm() / TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    text = "\n".join(texts)
    offsets = tokenizer.encode(text, add_special_tokens=False).offsets
    chance = random.Random(0)

    def cut(pieces: int) -> str:
        first = chance.randrange(max(1, len(offsets) - pieces))
        return text[offsets[first][0] : offsets[min(first + pieces, len(offsets)) - 1][1]]

    return [(cut(chance.choice(PIECES) - 3 - CLAIM_PIECES), cut(CLAIM_PIECES)) for _ in range(PAIRS)]


def measure_models(case: Path, repeat: int) -> list[Row]:
    """Pairs and sentences per second."""
    texts = texts_of(case)
    sentences = [sentence.text for text in texts for sentence in split_sentences(text)]
    pairs = make_pairs(texts)
    verifier, encoder = load_verifier(), load_encoder()
    verifier.score(pairs[:8])
    encoder.encode(sentences[:8])
    scoring = best(lambda: timed(lambda: verifier.score(pairs)), repeat)
    encoding = best(lambda: timed(lambda: encoder.encode(sentences)), repeat)
    return [
        (f"{verifier.name}, pairs of about 96 word pieces", f"{len(pairs) / scoring:.0f} /s"),
        (f"{encoder.name}, {len(sentences)} sentences", f"{len(sentences) / encoding:.0f} /s"),
    ]


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--case", type=Path, required=True, help="folder with article.md and official/")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each measure (default 3)")
    args = parser.parse_args()
    try:
        rows = measure_commands(args.case, args.repeat) + measure_models(args.case, args.repeat)
    except ClaimcheckError as error:
        sys.exit(f"{parser.prog}: {error}")
    headers = (f"measure, on {available_cores()} cores", "best")
    print(tabulate(rows, headers=headers, disable_numparse=True, colalign=("left", "right")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
