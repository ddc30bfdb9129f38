"""The pipeline that every tool of this kind starts from, as a command to be timed beside `claimcheck check`.

    python benchmarks/naive_check.py ARTICLE.md --against FOLDER

Every sentence of the article is a claim; sentence-transformers encodes it and all sentences of the official
documents with all-MiniLM-L6-v2; the closest sentence of each party supports the claim from a cosine of 0.59.
It reads plain text only, cuts at stops, and knows neither contradictions nor silence.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

SUPPORTED = 0.59
_STOP = re.compile(r"(?<=[.!?])\s+")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def sentences_of(path: Path) -> list[str]:
    """The sentences of a text file, without its front matter."""
    text = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
    return [sentence for sentence in _STOP.split(text.replace("\n", " ").strip()) if sentence]


def by_party(folder: Path) -> dict[str, list[str]]:
    """Party -> the sentences of its documents; a party is a file or folder."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.md")):
        party = path.relative_to(folder).parts[0]
        found.setdefault(party, []).extend(sentences_of(path))
    return found


def main() -> None:
    """Print the label of each sentence for each party."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", type=Path)
    parser.add_argument("--against", type=Path, required=True)
    args = parser.parse_args()
    from sentence_transformers import SentenceTransformer

    from claimcheck.models.weights import find_minilm

    model = SentenceTransformer(str(find_minilm()), device="cpu")
    claims = sentences_of(args.article)
    asked = model.encode(claims, normalize_embeddings=True)
    for party, sentences in by_party(args.against).items():
        similarity = asked @ model.encode(sentences, normalize_embeddings=True).T
        for claim, row in zip(claims, similarity, strict=True):
            best = int(row.argmax())
            label = "supported" if row[best] >= SUPPORTED else "not_mentioned"
            print(f"{label}\t{party}\t{row[best]:.2f}\t{claim}\t{sentences[best]}")


if __name__ == "__main__":
    main()
