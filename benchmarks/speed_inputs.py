"""What is timed: documents of a given length made of the example cases, and pairs of a given length."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from claimcheck.documents.official import read_official
from claimcheck.documents.read import read_document
from claimcheck.evaluation.cases import find_cases
from claimcheck.language.sentences import split_sentences
from claimcheck.models.weights import TOKENIZER, find_minilm

PIECES = range(80, 113)  # of a pair, with its three special tokens: 96 in the mean
CLAIM_PIECES = 24
DOCUMENTS, PARTIES, DOCUMENT_WORDS, ARTICLE_WORDS = 10, 3, 1500, 800


def make_large(cases: Sequence[Path], folder: Path) -> tuple[Path, Path, Path]:
    """Writes two articles of 800 words and ten official documents of 1,500 words, of three parties.

    Their sentences are those of the cases under `cases`, shuffled with a fixed seed; each is given a number
    of its own, so that none comes twice and nothing is remembered from another.

    Returns:
        The first article, the second one, the folder of the documents.
    """
    found = find_cases(list(cases))
    reported = [s for case in found for s in _sentences(read_document(case.article).text)]
    told = [s for case in found for d in read_official([case.official]).documents for s in _sentences(d.text)]
    chance = random.Random(0)
    official = folder / "official"
    official.mkdir()
    for number in range(DOCUMENTS):
        head = f"---\nparty: Party {number % PARTIES + 1}\ndate: 2025-05-{number + 1:02}\n---\n"
        text = _written(told, DOCUMENT_WORDS, chance, 1000 * (number + 1))
        (official / f"document-{number}.md").write_text(head + text, encoding="utf-8")
    articles = []
    for number in (1, 2):
        path = folder / f"article-{number}.md"
        text = _written(reported, ARTICLE_WORDS, chance, 100_000 * number)
        path.write_text(f"---\ndate: 2025-06-0{number}\nkind: reporting\n---\n{text}", encoding="utf-8")
        articles.append(path)
    return articles[0], articles[1], official


def _sentences(text: str) -> list[str]:
    return [" ".join(one.text.split()) for one in split_sentences(text) if len(one.text.split()) > 6]


def _written(sentences: Sequence[str], words: int, chance: random.Random, first: int) -> str:
    """Sentences up to a number of words, each with a number after its second word, in paragraphs of five."""
    lines: list[str] = []
    count = 0
    while count < words:
        told = chance.choice(sentences).split()
        told.insert(2, f"(item {first + len(lines)})")
        lines.append(" ".join(told))
        count += len(told) + 1
    return "\n\n".join(" ".join(lines[at : at + 5]) for at in range(0, len(lines), 5)) + "\n"


def texts_of(case: Path) -> list[str]:
    """The article and all official documents of a case."""
    documents = read_official([case / "official"]).documents
    return [read_document(case / "article.md").text, *(document.text for document in documents)]


def make_pairs(texts: Sequence[str], number: int) -> tuple[list[tuple[str, str]], int]:
    """Pairs cut from the texts at word pieces, of lengths drawn from PIECES with a fixed seed.

    Returns:
        The pairs, and how many word pieces they have together.
    """
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

    pairs = [(cut(chance.choice(PIECES) - 3 - CLAIM_PIECES), cut(CLAIM_PIECES)) for _ in range(number)]
    return pairs, sum(len(tokenizer.encode(*pair).ids) for pair in pairs)
