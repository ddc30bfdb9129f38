"""Claims with one document each, as the decision for such rows is fitted on: public sets and made summaries.

Rows of VitaminC are those that the verifier was not trained on, and so are the statements of which summaries
are made. Claims that people wrote about one page are also told together, against evidence of the whole page.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from training.make_pairs import is_held_out
from training.pairs.edits import CONFLICT, STRONGER
from training.pairs.made import EDITS, Source, altered, apply_one, rewritten
from training.pairs.public import normalised, read_rows
from training.pairs.records import NOT_SUPPORTED, Pair
from training.pairs.text import Statement, is_standalone, read_statements, without
from training.pairs.windows import content_words

if TYPE_CHECKING:
    from pathlib import Path

_TARGET = {"supported": "supported", "contradicted": "contradicted", "not_enough": "not_mentioned"}
_WEAKEST = ("contradicted", NOT_SUPPORTED, "not_mentioned", "supported")
_PARTS = ((1, 2, 3), (5, 3, 2))
"""Numbers of sentences that a made summary has, and how often it has them."""
_LENGTHS = (50, 100, 180, 300, 500, 800)
"""Words of the documents that summaries are made of."""
_FALSE = tuple(edit for edit in EDITS if edit.relation in {CONFLICT, STRONGER})
_ADDS = tuple(edit for edit in EDITS if edit.relation == "adds")


@dataclass(frozen=True)
class Plan:
    """A public set: how many rows of it, and whether only those that the verifier was not trained on."""

    name: str
    rows: int
    held_out: bool = False


PLANS = (
    Plan("vitaminc_real.test", 400, held_out=True),
    Plan("fever_adversarial.test", 60),
    Plan("begin.dev_wow", 400),
    Plan("begin.dev_cmu", 220),
    Plan("foolmetwice.dev", 240),
    Plan("contractnli.train50", 220),
    Plan("summedits_podcast.test", 500),
)
_TOGETHER = 240
_PAGES = 200
_CONTRACTS = 60
"""Rows of claims told together, of claims with a whole page, and of claims with a whole contract."""


def single_pairs(folder: Path, statements: Sequence[Statement], made: int, seed: int = 0) -> list[Pair]:
    """All rows; `kind` is the set's name, `group` the document or claim by which rows are held out together.

    Args:
        folder: the public sets.
        statements: official statements that the verifier was not trained on.
        made: summaries to make.
        seed: of what is drawn.
    """
    rows = [pair for plan in PLANS for pair in _drawn(folder, plan, seed)]
    rows += _pages(folder, "foolmetwice.dev", _PAGES, seed)
    rows += _contracts(folder, _CONTRACTS, seed)
    rows += _told_together(folder, "vitaminc_real.test", _TOGETHER, seed)
    rows += summaries(statements, made, seed)
    return rows


def held_out_statements(corpora: Sequence[Path], withhold: Sequence[Path]) -> list[Statement]:
    """The official statements of which the verifier has seen no pair."""
    statements = [one for path in corpora for one in read_statements(path)]
    return without([one for one in statements if is_held_out(Pair("", "", "", "", one.id))], withhold)


def family(kind: str) -> str:
    """What sets of like origin share: "begin" of "begin.dev_wow", "wikipedia" of VitaminC and FEVER."""
    name = kind.partition(".")[0].partition("_")[0]
    return "wikipedia" if name in {"vitaminc", "fever"} else name


def _text(row: dict[str, Any]) -> str:
    document = row["document"]
    return document if isinstance(document, str) else " ".join(document)


def _target(row: dict[str, Any]) -> str:
    target = _TARGET[row["label"]]
    return NOT_SUPPORTED if row["label_set"] == "2way" and target != "supported" else target


def _shuffled(folder: Path, name: str, seed: int) -> list[dict[str, Any]]:
    rows = read_rows(folder / f"{name}.jsonl.gz")
    random.Random(f"{seed} {name}").shuffle(rows)
    return rows


def _is_kept(claim: str) -> bool:
    return is_held_out(Pair("", claim, "", "", f"claim:{normalised(claim)}"))


def _drawn(folder: Path, plan: Plan, seed: int) -> list[Pair]:
    rows = [r for r in _shuffled(folder, plan.name, seed) if not plan.held_out or _is_kept(r["claim"])]
    return [
        Pair(_text(r), r["claim"], _target(r), plan.name, normalised(_text(r))) for r in rows[: plan.rows]
    ]


def _pages(folder: Path, name: str, count: int, seed: int) -> list[Pair]:
    """Claims with their evidence among other sentences of the same page."""
    pairs = []
    for row in _shuffled(folder, name, seed + 1)[:count]:
        rng = random.Random(f"{seed} {row['id']}")
        others = [one for one in row["retrieved"] if one not in row["evidence_sentences"]]
        others = others[: rng.randint(3, 12)]
        at = rng.randint(0, len(others))
        text = " ".join([*others[:at], *row["evidence_sentences"], *others[at:]])
        pairs.append(Pair(text, row["claim"], _target(row), f"{name}+page", normalised(_text(row))))
    return pairs


def _contracts(folder: Path, count: int, seed: int) -> list[Pair]:
    """Contract hypotheses with the whole contract."""
    docs = {
        row["doc_id"]: " ".join(row["sentences"]) for row in read_rows(folder / "contractnli.docs.jsonl.gz")
    }
    rows = [row for row in _shuffled(folder, "contractnli.train50", seed + 1) if row["doc_id"] in docs]
    return [
        Pair(docs[row["doc_id"]], row["claim"], _target(row), "contractnli.train50+whole", row["doc_id"])
        for row in rows[:count]
    ]


def _told_together(folder: Path, name: str, count: int, seed: int) -> list[Pair]:
    """One to three claims of one page told as one, against evidence of the whole page."""
    pages: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in _shuffled(folder, name, seed + 2):
        pages[row["page"]][row["case_id"]].append(row)
    pairs: list[Pair] = []
    order = sorted(pages)
    random.Random(f"{seed} {name}").shuffle(order)
    for page in order:
        rng = random.Random(f"{seed} {page}")
        cases = [rng.choice(rows) for rows in pages[page].values()]
        kept = [row for row in cases if _is_kept(row["claim"])]
        if len(cases) < 2 or not kept:
            continue
        rest = [row for row in cases if row is not kept[0] and row["claim"] != kept[0]["claim"]]
        told = [kept[0], *rng.sample(rest, min(len(rest), rng.choice((0, 1, 1, 2))))]
        rng.shuffle(told)
        claim = " ".join(row["claim"].rstrip(". ") + "." for row in told)
        text = " ".join(dict.fromkeys(row["document"] for row in cases[:12] + told))
        targets = {_target(row) for row in told}
        pairs.append(Pair(text, claim, next(t for t in _WEAKEST if t in targets), f"{name}+together", page))
    return pairs[:count]


def summaries(statements: Sequence[Statement], count: int, seed: int = 0) -> list[Pair]:
    """Summaries of one to three sentences, true ones and such as differ from true ones by a little.

    Sentences are shortened and reworded. In a false one, one sentence (sometimes more) has a conflict, a
    stronger word, an added detail, a name or number from elsewhere in the document, or is of another document
    on which this one is silent.
    """
    strange = [s for one in statements for block in one.blocks for s in block if is_standalone(s)]
    pairs: list[Pair] = []
    for turn in range(6):
        for statement in statements:
            rng = random.Random(f"{seed} {turn} {statement.id}")
            if pair := _summary(statement, strange, rng):
                pairs.append(pair)
    random.Random(seed).shuffle(pairs)
    return pairs[:count]


def _summary(statement: Statement, strange: Sequence[str], rng: random.Random) -> Pair | None:
    whole = [s for block in statement.blocks for s in block]
    size = rng.choice(_LENGTHS)
    start = rng.randrange(max(len(whole) // 2, 1))
    sentences: list[str] = []
    while start + len(sentences) < len(whole) and sum(len(s.split()) for s in sentences) < size:
        sentences.append(whole[start + len(sentences)])
    fit = [at for at, text in enumerate(sentences) if is_standalone(text)]
    parts = rng.choices(*_PARTS)[0]
    if len(fit) < parts:
        return None
    chosen = sorted(rng.sample(fit, parts))
    target = rng.choices(("supported", "contradicted", "not_mentioned"), (4, 4, 2))[0]
    wrong = rng.choice(chosen)
    told = []
    for at in chosen:
        source = altered(Source((), sentences[at], (), ""), rng)
        sentences[at] = source.sentence
        done: str | None = rewritten(source.sentence, rng, 4)
        if at == wrong and target == "contradicted":
            done = _falsified(sentences, at, rng)
        elif at == wrong and target == "not_mentioned":
            done = _unheard(sentences, at, strange, rng)
        if done is None:
            return None
        told.append(done.rstrip(". ") + ".")
    return Pair(" ".join(sentences), " ".join(told), target, "summaries", statement.id)


def _falsified(sentences: list[str], at: int, rng: random.Random) -> str | None:
    """A conflict with sentence `at`: in the claim, or in the document while the claim tells the old words."""
    true = sentences[at]
    if rng.random() < 0.3 and (swapped := _from_elsewhere(sentences, at, rng)):
        return swapped
    if rng.random() < 0.65:
        done = apply_one(rewritten(true, rng, 3), _FALSE, rng)
        return done[0] if done else None
    done = apply_one(true, [edit for edit in _FALSE if edit.relation == CONFLICT], rng)
    if done is None:
        return None
    sentences[at] = done[0]
    return rewritten(true, rng, 2)


def _from_elsewhere(sentences: Sequence[str], at: int, rng: random.Random) -> str | None:
    """Sentence `at` with one name or number of another sentence in place of its own."""
    own = sentences[at].split()
    known = set(content_words(sentences[at]))
    places = [i for i, word in enumerate(own) if i and _is_told(word)]
    others = [
        word.strip(".,;:()")
        for i, text in enumerate(sentences)
        if i != at
        for word in text.split()[1:]
        if _is_told(word) and not known & set(content_words(word))
    ]
    rng.shuffle(places)
    for place in places:
        like = [w for w in others if w[0].isdigit() == own[place][0].isdigit()]
        if like:
            tail = own[place][len(own[place].rstrip(".,;:()")) :]
            return " ".join([*own[:place], rng.choice(like) + tail, *own[place + 1 :]])
    return None


def _is_told(word: str) -> bool:
    return (word[0].isupper() and len(word) > 3) or word[0].isdigit()


def _unheard(sentences: Sequence[str], at: int, strange: Sequence[str], rng: random.Random) -> str | None:
    """A sentence that the document does not bear out: a detail added, or one of another document."""
    if rng.random() < 0.5:
        done = apply_one(rewritten(sentences[at], rng, 2), _ADDS, rng)
        return done[0] if done else None
    known = set(content_words(" ".join(sentences)))
    pool = rng.sample(strange, min(len(strange), 60))
    near = sorted(pool, key=lambda text: -len(known & set(content_words(text))))
    for text in near[:8]:
        new = [word for word in content_words(text) if word not in known]
        if len(new) >= 3:
            return rewritten(text, rng, 2)
    return None
