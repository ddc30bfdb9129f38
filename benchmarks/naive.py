"""What two simple pipelines reach on the data of quality.py: figures to compare with.

    python benchmarks/naive.py --cases CASES... --pairs SET.jsonl.gz... --limit 400

"cosine" calls a claim supported where the closest sentence of the party's documents, encoded with
all-MiniLM-L6-v2, has a cosine of at least 0.59. "words" does so where the three sentences that share most
words with the claim hold at least 0.60 of its words. Both say not_mentioned otherwise, name no difference,
are given the labelled claims, and show their best three sentences. Their score stands for P(supported) and
is not calibrated. Pairs per second include splitting the documents into sentences.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from claimcheck.documents.official import read_official
from claimcheck.errors import ClaimcheckError
from claimcheck.evaluation.case_scores import score_cells, words
from claimcheck.evaluation.cases import Answer, Case, CaseResult, cells_of, find_cases
from claimcheck.evaluation.measures import share
from claimcheck.evaluation.pairs import PairScores, read_pairs, score_pairs
from claimcheck.evaluation.tables import case_table, pair_table
from claimcheck.language.sentences import split_sentences
from claimcheck.models.encoders import load_encoder

COSINE, WORD_SHARE = 0.59, 0.60
BEST = 3

# Claims and the sentences they are held against -> an answer for each claim.
Pipeline = Callable[[Sequence[str], Sequence[str]], list[Answer]]


def cosine_pipeline() -> Pipeline:
    """Closest sentence by cosine; every text is encoded once."""
    encoder = load_encoder()

    def judge(claims: Sequence[str], sentences: Sequence[str]) -> list[Answer]:
        similarity = encoder.encode(claims) @ encoder.encode(sentences).T
        found = []
        for row in similarity:
            ranked = (-row).argsort(kind="stable")[:BEST]
            shown = tuple(sentences[index] for index in ranked)
            found.append(answer(float(row[ranked[0]]), COSINE, shown))
        return found

    return judge


def word_pipeline() -> Pipeline:
    """Share of the claim's words in the sentences that share most with it."""

    def judge(claims: Sequence[str], sentences: Sequence[str]) -> list[Answer]:
        bags = [words(sentence) for sentence in sentences]
        found = []
        for claim in claims:
            wanted = words(claim)
            ranked = sorted(range(len(bags)), key=lambda index: -len(wanted & bags[index]))[:BEST]
            covered = wanted & set().union(*(bags[index] for index in ranked))
            shown = tuple(sentences[index] for index in ranked)
            found.append(answer(share(len(covered), len(wanted)), WORD_SHARE, shown))
        return found

    return judge


PIPELINES = {"cosine": cosine_pipeline, "words": word_pipeline}


def answer(score: float, threshold: float, evidence: tuple[str, ...]) -> Answer:
    """Supported from the threshold on, else not mentioned."""
    label = "supported" if score >= threshold else "not_mentioned"
    return Answer(label=label, supported=min(max(score, 0.0), 1.0), evidence=evidence)


def sentences_of(text: str) -> list[str]:
    """The sentences of a document; the whole of it where it has none."""
    return [sentence.text for sentence in split_sentences(text)] or [text]


def naive_case(case: Case, judge: Pipeline) -> CaseResult:
    """The cells of a case, with the labelled claims given."""
    claims = [row.claim for row in case.rows]
    by_party: dict[str, list[str]] = {}
    start = time.perf_counter()
    for document in read_official([case.official]).documents:
        for party in document.parties:
            by_party.setdefault(party, []).extend(sentences_of(document.text))
    answers: list[dict[str, Answer]] = [{} for _ in claims]
    for party, sentences in by_party.items():
        for given, found in zip(answers, judge(claims, sentences), strict=True):
            given[party] = found
    count = len(claims)
    return CaseResult(
        name=case.name,
        cells=cells_of(case, answers),
        claims=count,
        found=count,
        fit=count,
        extracted=count,
        seconds=time.perf_counter() - start,
    )


def naive_pairs(path: Path, limit: int, judge: Pipeline) -> PairScores:
    """The figures of one set."""
    pairs = read_pairs(path, limit)
    start = time.perf_counter()
    answers = [judge([pair.claim], sentences_of(pair.text))[0] for pair in pairs]
    return score_pairs(path.name.partition(".jsonl")[0], pairs, answers, time.perf_counter() - start)


def main() -> int:
    """Print the tables of the data that is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--cases", nargs="+", type=Path, default=[], help="labelled cases, or folders of them"
    )
    parser.add_argument(
        "--pairs", nargs="+", type=Path, default=[], help="sets of labelled pairs, JSONL(.gz)"
    )
    parser.add_argument("--limit", type=int, default=400, help="pairs of each set (default 400); 0 for all")
    args = parser.parse_args()
    judges = {name: make() for name, make in PIPELINES.items()}
    try:
        if args.cases:
            cases = find_cases(args.cases)
            totals = [
                (name, score_cells([naive_case(case, judge) for case in cases]))
                for name, judge in judges.items()
            ]
            print(case_table(totals))
        for name, judge in judges.items() if args.pairs else ():
            print(f"\n{name}\n\n{pair_table([naive_pairs(path, args.limit, judge) for path in args.pairs])}")
    except ClaimcheckError as error:
        sys.exit(f"{parser.prog}: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
