"""Edits of words and names: synonyms, opposites, stronger words, other actors, details that nothing backs."""

from __future__ import annotations

import random
import re
from functools import cache

from training.pairs.edits import ADDS, CONFLICT, SAME, STRONGER, Edit, phrase_pattern, replace_span
from training.pairs.inflect import conjugate
from training.pairs.lexicon import lexicon

_FORMS = ("base", "third", "past", "participle", "gerund")


@cache
def _verb_table(section: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """From each form of each verb of a section's groups to the same form of the others."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for group in lexicon()[section]["verbs"]:
        bases = group.split()
        for verb in [conjugate(base) for base in bases if not base.endswith("_")]:
            for form in _FORMS[: 1 if verb.past == verb.base else None]:  # "cut" alone does not tell its form
                others = tuple(
                    getattr(conjugate(other.rstrip("_")), form) for other in bases if other != verb.base
                )
                table.setdefault(getattr(verb, form), []).append((form, *others))
    return {word: tuple(rows) for word, rows in table.items()}


@cache
def _verb_pattern(section: str) -> re.Pattern[str]:
    return phrase_pattern(list(_verb_table(section)))


_NOUN_BEFORE = re.compile(
    r"\b(?:the|a|an|this|that|its|their|his|her|our|of|in|for|any|no|[a-z]+al|[a-z]+ive|new|more) $"
)
_INFINITIVE = re.compile(r"\b(?:to|will|can|could|would|should|may|must) (?:also )?[a-z]+\b[^,;]*$")
_BASE_BEFORE = re.compile(
    r"\b(?:to|will|can|could|would|should|may|must|not|and|or|also|help|helps|they|we|who) $"
)
_AUX_BEFORE = re.compile(r"\b(?:has|have|had|been|be|is|are|was|were|being) (?:[a-z]+ly )?$")


def _fits(sentence: str, start: int, form: str) -> bool:
    before = sentence[:start]
    if form == "base":
        listed = re.search(r"\b(?:and|or) $", before) is not None
        return _BASE_BEFORE.search(before) is not None and (
            not listed or _INFINITIVE.search(before) is not None
        )
    if form == "participle":
        return _AUX_BEFORE.search(before) is not None
    if form == "past":
        return not (_AUX_BEFORE.search(before) or _NOUN_BEFORE.search(before) or before.endswith(", "))
    if form == "third":
        return not _NOUN_BEFORE.search(before) and re.search(r"[a-z] $|[A-Z]\w+ $", before) is not None
    return re.search(r"\b(?:by|is|are|of|for|and|in|while|,|was|were|from) $|, $", before) is not None


def _swap_verb(section: str, sentence: str, rng: random.Random) -> str | None:
    choices: list[tuple[int, int, str]] = []
    for match in _verb_pattern(section).finditer(sentence):
        if match[0][0].isupper():
            continue
        if section == "same" and re.match(
            r" (?:on|for|in|to|out|up|off|from|up|into)\b", sentence[match.end() :]
        ):
            continue
        for form, *others in _verb_table(section)[match[0]]:
            if _fits(sentence, match.start(), form):
                choices += [(*match.span(), other) for other in others]
    return replace_span(sentence, *rng.choice(choices)) if choices else None


def synonym_verb(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one verb replaced by another of the same meaning and rung."""
    return _swap_verb("same", sentence, rng)


def opposite_verb(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one verb replaced by its opposite."""
    return _swap_verb("opposite", sentence, rng)


@cache
def _groups(section: str, name: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """What may stand for each phrase of the groups `name`; the lexicon explains its marks "_" and "="."""
    others: dict[str, tuple[str, ...]] = {}
    for group in lexicon()[section][name]:
        for word in group:
            fit = tuple(o.rstrip("_") for o in group if o != word and not o.startswith("="))
            if fit and not word.endswith("_"):
                key = word.removeprefix("=")
                others[key] = others.get(key, ()) + fit
    return phrase_pattern(list(others)), others


@cache
def _stronger(key: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    table = {weak: tuple(strong.split("|")) for weak, strong in lexicon()["stronger"][key]}
    return phrase_pattern(list(table)), table


_SPAN_NEXT = re.compile(r" (?:the |\w+ )(?:years|months|weeks|days|decades|hours)\b")
_NUMBER_NEXT = re.compile(
    r" (?:US)?\$?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|a dozen)\b)"
)


def _swap_phrase(
    table: tuple[re.Pattern[str], dict[str, tuple[str, ...]]],
    sentence: str,
    rng: random.Random,
    *,
    amount: bool = False,
) -> str | None:
    pattern, others = table
    found = [m for m in pattern.finditer(sentence) if not amount or _NUMBER_NEXT.match(sentence, m.end())]
    found = [m for m in found if not _QUANTIFIED.search(sentence[: m.start()])]
    found = [m for m in found if not (m[0].lower() == "over" and _SPAN_NEXT.match(sentence, m.end()))]
    if not found:
        return None
    match = rng.choice(found)
    word = match[0] if match[0] in others else match[0][0].lower() + match[0][1:]
    new = rng.choice(others[word])
    if len(new) > 4 and re.search(rf"\b{re.escape(new)}\b", sentence):  # "rural and rural"
        return None
    return replace_span(sentence, *match.span(), new)


_QUANTIFIED = re.compile(r"\b(?:[Ss]o|[Aa]s|[Hh]ow|[Tt]oo|[Nn]ot) $")


def synonym_phrase(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one phrase replaced by another of the same meaning."""
    return _swap_phrase(_groups("same", "phrases"), sentence, rng)


def synonym_amount(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with the hedge of one number replaced by another of the same meaning."""
    return _swap_phrase(_groups("same", "amounts"), sentence, rng, amount=True)


def other_name_form(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one name in another of its forms."""
    return _swap_phrase(_groups("same", "names"), sentence, rng)


def opposite_phrase(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one phrase replaced by one that excludes it."""
    return _swap_phrase(_groups("opposite", "phrases"), sentence, rng)


def opposite_amount(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with the hedge of one number replaced by one that excludes it."""
    return _swap_phrase(_groups("opposite", "amounts"), sentence, rng, amount=True)


def stronger_phrase(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one phrase replaced by one that claims more: further along, wider, or unlimited."""
    return _swap_phrase(_stronger("phrases"), sentence, rng)


def stronger_amount(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with the limit of one number dropped or passed."""
    return _swap_phrase(_stronger("amounts"), sentence, rng, amount=True)


def stronger_modal(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one "may" or the like turned into "will"."""
    return _swap_phrase(_stronger("modals"), sentence, rng)


def and_for_or(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one "or" turned into "and", where nothing is denied or asked."""
    if re.search(r"\b(?:whether|either|not|no|never|without|any|if|more|less)\b", sentence):
        return None
    return _swap_phrase(_stronger("or"), sentence, rng)


@cache
def _actors(kind: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in lexicon()["actors"][kind].replace("\n", "").split(";"))


@cache
def _actor_pattern(kind: str) -> re.Pattern[str]:
    names = sorted(_actors(kind), key=lambda name: (-len(name), name))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])")


_US_LEADER = re.compile(r"\b(?:Vice )?President (?:Joe Biden|Biden|Donald J\. Trump|Trump|Harris|Vance)\b")


def other_actor(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one country, state, agency, body or person replaced by another of its type."""
    choices: list[tuple[int, int, str]] = []
    for kind in ("countries", "states", "bodies", "organisations", "people"):
        for match in _actor_pattern(kind).finditer(sentence):
            others = [name for name in _actors(kind) if name not in sentence]
            choices += [(*match.span(), name) for name in rng.sample(others, min(3, len(others)))]
    for match in _US_LEADER.finditer(sentence):
        others = [name for name in _actors("people") if name not in sentence]
        choices += [(*match.span(), name) for name in rng.sample(others, 1)]
    return replace_span(sentence, *rng.choice(choices)) if choices else None


_NAME = re.compile(
    r"\b(?:(?:Vice )?President|Prime Minister|Secretary|Chancellor|King|Minister|"
    r"Ambassador) [A-Z][\w’-]+(?: [A-Z][\w-]+)?"
    r"(?!’s)\b"
)
_ONE_WAY = re.compile(
    r"\b(?:thanked|updated|briefed|congratulated|commended|urged|welcomed|invited|hosted|informed|"
    r"called on|raised|"
    r"encouraged|praised|asked|told|assured|warned|expressed|conveyed|offered|pledged|committed|"
    r"accepted|condemned)\b"
)


def swapped_actors(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with the two persons around a one-way verb in each other's place."""
    del rng
    names = list(_NAME.finditer(sentence))
    if len(names) < 2 or names[0][0] == names[1][0]:
        return None
    first, second = names[:2]
    if not _ONE_WAY.search(sentence[first.end() : second.start()]):
        return None
    between = sentence[first.end() : second.start()]
    return sentence[: first.start()] + second[0] + between + first[0] + sentence[second.end() :]


_ONE_SIDE = re.compile(
    r"^((?:Vice )?President [A-Z]\w+|The President|Secretary [A-Z]\w+|Mr\. Sullivan)(?: also)? "
    r"(underscored|emphasized|reaffirmed|reiterated|stressed|highlighted|noted|welcomed|condemned|"
    r"raised|called for)\b"
)


def made_joint(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with what one side said given as said by both."""
    match = _ONE_SIDE.match(sentence)
    if match is None:
        return None
    both = rng.choice(
        ["The two leaders", "Both leaders", "Both sides", "The two sides", "The leaders jointly"]
    )
    return f"{both} {match[2]}{sentence[match.end() :]}"


def add_detail(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with a detail behind it that nothing backs."""
    words = lexicon()["unattested"]
    text = rng.choice(words["behind"]).format(
        thing=rng.choice(words["thing"]),
        goods=rng.choice(words["goods"]),
        who=rng.choice(words["who"]),
        city=rng.choice(words["city"]),
        number=rng.choice([2, 3, 4, 6, 7, 9, 12, 14, 18, 25, 30, 45, 60]),
        year=rng.randint(2009, 2029),
    )
    return f"{sentence.rstrip('.')}{',' if rng.random() < 0.5 else ''} {text}."


WORD_EDITS = (
    Edit("synonym_verb", SAME, synonym_verb),
    Edit("synonym_phrase", SAME, synonym_phrase),
    Edit("synonym_amount", SAME, synonym_amount),
    Edit("name_form", SAME, other_name_form),
    Edit("opposite_verb", CONFLICT, opposite_verb),
    Edit("opposite_phrase", CONFLICT, opposite_phrase),
    Edit("opposite_amount", CONFLICT, opposite_amount),
    Edit("stronger_phrase", STRONGER, stronger_phrase),
    Edit("stronger_amount", STRONGER, stronger_amount),
    Edit("stronger_modal", STRONGER, stronger_modal),
    Edit("and_for_or", STRONGER, and_for_or),
    Edit("actor", CONFLICT, other_actor),
    Edit("actors_swapped", CONFLICT, swapped_actors),
    Edit("made_joint", STRONGER, made_joint),
    Edit("detail_added", ADDS, add_detail),
)
