"""Edits that cut, move or wrap: less of a sentence, another order or voice, or reported speech."""

from __future__ import annotations

import random
import re

from training.pairs.edits import DROPS, SAME, Edit, lower_initial, pick, replace_span, tidy
from training.pairs.inflect import act_verbs, by_form
from training.pairs.lexicon import lexicon

_BRACKET = re.compile(r" \([^()]{2,120}\)")
_APPOSITION = re.compile(
    r", (?:the|a|an|who|which|whose|including|along with|together with) [^,.]{5,90},(?! (?:and|or) )"
)
_CLAUSE = re.compile(
    r"^, (?:the|a|an) .*\b(?:is|are|was|were|has|have|had|will|would|can|\w{3,}ed|met|led|spoke|made|"
    r"held|took)\b"
)
_FRONTED = re.compile(
    r"^(?:In|On|At|As|Since|During|After|Before|Through|Under|With|By|Following|Today|Yesterday|For|"
    r"While|If|When|To|Over)\b[^,]*$"
)
_OPENING = re.compile(
    r"^(?:In|On|At|As|Since|During|After|Before|Through|Under|With|By|Following|Building on|Alongside|"
    r"Over|For|Throughout|"
    r"Today|Yesterday|Together|Currently|Additionally|Working with|Thanks to|Because of|Despite|To|"
    r"While|Across|Earlier) ?"
    r"[^,]{0,100}, (?=(?:the|a|an|all|more|nearly|over|these|this|[A-Z]))"
)
_TAIL = re.compile(
    r"(?:, (?:helping|building on|ensuring|bringing|making|providing|allowing|while|which|who|where|"
    r"reflecting|thanks to|"
    r"consistent with|in addition to|as they|marking|along with|especially|particularly|to ensure|"
    r"to help|in line with)|"
    r",? (?:including|as well as|such as|as part of|in order to|following|"
    r"with the goal of)) [^.]{10,160}\.$"
)
_SECOND_HALF = re.compile(r", and (?:will|has|have|is|are|to|[a-z]+ed|the|that|[a-z]+s) [^.]{12,160}\.$")
_OPEN_END = re.compile(
    r"\b(?:ways?|need|commitment|efforts?|how|work|plans?|steps|opportunities|importance|is|are|was|"
    r"were|be|been|to|and|or|of|"
    r"the|a|an|in|for|with|by|on|at|from|as|means|that|than|regardless|has|have|had|will|not|both|"
    r"right|ability|other)$"
)
_BUT = re.compile(
    r"\b(?:not|no|never|without|except|unless|if|until|than|only|neither|between|less|nor|whether|fewer)\b"
)
_LIST = re.compile(r"\b([\w’ -]{3,40}), ([\w’ -]{3,40}),? and ([\w’-]+(?: [\w’-]+){0,3})(?=[.,])")
_NOT_ITEM = re.compile(
    r"(?:and|or|includ|such|like|particular|notabl|especial|as|with|in|on|at|by|for|to|from|through|while|"
    r"where|wh|will|has|have|is|are|"
    r"was|were|he|she|it|they|we|this|today|yesterday|of|but|so|after|before|since|under|over|during|"
    r"\w+ing|\w+ed)\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\b(?:historic|unprecedented|significantly|strongly|critical|robust|bold|landmark|important|"
    r"further|also|once again|"
    r"successfully|dramatically|proudly|vital|continued|sweeping|strong|ongoing|enduring|immediately|today|"
    r"aggressively|very|truly|great|fully|highly|quickly|clearly|jointly|swiftly|substantially|"
    r"comprehensive) "
)
_TITLE = re.compile(
    r"\b(?:(?:National Security Advisor|Secretary of (?:State|Defense|the Treasury|Commerce|Energy|"
    r"Homeland Security)|"
    r"Assistant to the President|Press Secretary|Treasury Secretary|Administrator) )(?=[A-Z]\w+)"
)
_DATE_TAIL = re.compile(
    r"^(?P<main>[A-Z][^,]{20,160}?) (?P<when>(?:on|in) (?:(?:January|February|March|April|May|June|"
    r"July|August|September|October"
    r"|November|December)(?: \d{1,2})?(?:,? 20\d\d)?|20\d\d)|last (?:week|month|year)|next (?:week|"
    r"month|year)|this week)\.$"
)
_DATE_HEAD = re.compile(
    r"^(?P<when>(?:On|In) (?:(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)"
    r"(?: \d{1,2})?(?:, 20\d\d)?|20\d\d)|Last (?:week|month|year)|This (?:week|month|year)|"
    r"Today), (?P<main>[^,]{20,200})\.$"
)
_IF_HEAD = re.compile(
    r"^(?P<sub>(?:If|Once|When|Because|Although|After|Before|"
    r"Unless) [^,]{10,90}), (?P<main>[^,]{10,160})\.$"
)
_IF_TAIL = re.compile(
    r"^(?P<main>[A-Z][^,]{15,150}?),? (?P<sub>(?:if|once|because|although|unless) [^,]{10,90})\.$"
)
_ACTIVE = re.compile(
    r"^(?P<subject>(?:The )?(?:[A-Z][\w.’-]*)(?: (?:of|the|and|[A-Z][\w.’-]*)){0,6}) (?:(?P<has>has|"
    r"have|will) )?"
    r"(?P<verb>[a-z]+) (?P<object>(?:the|a|an|its|more than|nearly|over|\$)[^,.]{4,70})\.$"
)
_REPORTED = re.compile(
    r"^(?:The |Vice )?[A-Z][\w.’ -]{2,60}? (?:announced|said|confirmed|noted|stated|"
    r"declared)(?: today)? that "
    r"(?=(?:the|a|an|all|more|nearly|[A-Z]))"
)


def drop_bracket(sentence: str, rng: random.Random) -> str | None:
    """`sentence` without one bracketed remark."""
    match = pick(_BRACKET, sentence, rng)
    return replace_span(sentence, *match.span(), "") if match else None


def drop_apposition(sentence: str, rng: random.Random) -> str | None:
    """`sentence` without one insertion between commas."""
    match = pick(_APPOSITION, sentence, rng)
    if match is None or re.search(r",[^,]{1,40}$", sentence[: match.start()]) or _BUT.search(match[0]):
        return None
    if re.match(r"[^,]{1,60},? (?:and|or)\b", sentence[match.end() :]):  # an item of a list, not an insertion
        return None
    if _CLAUSE.search(match[0]) or _FRONTED.match(sentence[: match.start()]):
        return None
    return replace_span(sentence, *match.span(), "")


def drop_opening(sentence: str, rng: random.Random) -> str | None:
    """`sentence` without its opening phrase of time, place or manner."""
    del rng
    match = _OPENING.match(sentence)
    if match is None or _BUT.search(match[0]) or re.match(r"^(?:While|With|By|For)\b.*\b(?:and)\b", match[0]):
        return None
    return replace_span(sentence, 0, match.end(), "")


def drop_tail(sentence: str, rng: random.Random) -> str | None:
    """`sentence` without a clause at its end."""
    found = [match for match in (_TAIL.search(sentence), _SECOND_HALF.search(sentence)) if match]
    found = [match for match in found if match.start() >= 45 and not _BUT.search(match[0])]
    if not found:
        return None
    match = rng.choice(found)
    if "," in sentence[: match.start()] and match.re is _SECOND_HALF and re.search(r", [^,]+, and", sentence):
        return None
    if _OPEN_END.search(sentence[: match.start()]):
        return None
    return tidy(sentence[: match.start()] + ".")


def _is_clause(item: str) -> bool:
    return (
        _NOT_ITEM.match(item) is not None
        or re.search(r"\b(?:is|are|was|were|has|have|had|will|would|can)\b", item) is not None
    )


def drop_listed(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with the middle or last of three listed things left out."""
    match = pick(_LIST, sentence, rng)
    if match is None or _BUT.search(sentence) or any(map(_is_clause, match.groups())):
        return None
    kept = f"{match[1]} and {match[3]}" if rng.random() < 0.5 else f"{match[1]} and {match[2]}"
    return replace_span(sentence, *match.span(), kept)


def drop_adverb(sentence: str, rng: random.Random) -> str | None:
    """`sentence` without one word of praise or degree."""
    match = pick(_ADVERB, sentence, rng)
    if match is None or re.search(
        r"\b(?:not|and|or|most|more|as|so|too|is|are|was|be) $", sentence[: match.start()]
    ):
        return None
    if re.match(r"(?:and|or|to|of|for|in)\b|[,.]", sentence[match.end() :]):
        return None
    return replace_span(sentence, *match.span(), "")


def drop_title(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with a person's office left out before the name."""
    match = pick(_TITLE, sentence, rng)
    return replace_span(sentence, *match.span(), "") if match else None


def other_order(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with its date or subordinate clause moved from front to back or back to front."""
    del rng
    for pattern in (_DATE_HEAD, _IF_HEAD):
        if match := pattern.match(sentence):
            moved = match.groupdict().get("when") or match["sub"]
            main = match["main"][0].upper() + match["main"][1:]
            return f"{main} {moved[0].lower()}{moved[1:]}."
    for pattern in (_DATE_TAIL, _IF_TAIL):
        if match := pattern.match(sentence):
            moved = match.groupdict().get("when") or match["sub"]
            return f"{moved[0].upper()}{moved[1:]}, {lower_initial(match['main'])}."
    return None


def to_passive(sentence: str, rng: random.Random) -> str | None:
    """A short active `sentence` of subject, act and object in the passive."""
    del rng
    match = _ACTIVE.match(sentence)
    if match is None:
        return None
    word, helper = match["verb"], match["has"]
    forms = act_verbs() if helper == "will" else by_form("participle" if helper else "past")
    verb = forms.get(word)
    if verb is None or re.search(r"\b(?:its|that|which|who|to)\b", match["object"]):
        return None
    thing = match["object"]
    head = re.split(r" (?:of|for|in|on|to|with|from|by|at|between|against)\b", thing)[0].split()
    plural = thing.startswith(("more", "nearly", "over")) or (
        head[-1].endswith("s") and not head[-1].endswith("ss")
    )
    be = {
        "will": "will be",
        "has": "have been" if plural else "has been",
        "have": "have been" if plural else "has been",
    }
    linked = be.get(helper or "", "were" if plural else "was")
    return f"{thing[0].upper()}{thing[1:]} {linked} {verb.participle} by {lower_initial(match['subject'])}."


def unwrap(sentence: str, rng: random.Random) -> str | None:
    """What `sentence` reports somebody as announcing, by itself."""
    del rng
    match = _REPORTED.match(sentence)
    return replace_span(sentence, 0, match.end(), "") if match else None


def in_register(sentence: str, rng: random.Random) -> str:
    """`sentence` as a newspaper would give it: with its source in front or behind."""
    words = lexicon()["register"]
    if rng.random() < 0.65:
        return str(rng.choice(words["before"])).format(s=lower_initial(sentence))
    return str(rng.choice(words["behind"])).format(s=sentence.rstrip(".")) + "."


STRUCTURE_EDITS = (
    Edit("bracket_dropped", DROPS, drop_bracket),
    Edit("apposition_dropped", DROPS, drop_apposition),
    Edit("opening_dropped", DROPS, drop_opening),
    Edit("tail_dropped", DROPS, drop_tail),
    Edit("listed_dropped", DROPS, drop_listed),
    Edit("adverb_dropped", SAME, drop_adverb),
    Edit("title_dropped", SAME, drop_title),
    Edit("order", SAME, other_order),
    Edit("passive", SAME, to_passive),
    Edit("unwrapped", DROPS, unwrap),
)
