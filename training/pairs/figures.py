"""Edits of numbers, amounts and dates: the same in other forms, and others in the same form."""

from __future__ import annotations

import random
import re
from datetime import date

from training.pairs.edits import CONFLICT, DROPS, SAME, Edit, pick, replace_span
from training.pairs.lexicon import word_list

MONTHS = word_list("months")
DAYS = word_list("days")
WORDS = word_list("numbers")
_SHORT = word_list("short_months")
_MONTH = "(" + "|".join(MONTHS) + ")"
_FULL_DATE = re.compile(rf"\b{_MONTH} (\d{{1,2}}), (20\d\d)\b")
_DAY_MONTH = re.compile(rf"\b{_MONTH} (\d{{1,2}})\b(?!, 20\d\d)")
_MONTH_YEAR = re.compile(rf"\b{_MONTH} (20\d\d)\b")
_YEAR = re.compile(r"(?<![\w$.,/-])(20[0-5]\d)(?![\w%/-]|,\d|\.\d)")
_WEEKDAY = re.compile(r"\b(" + "|".join(DAYS) + r")\b")
_PERCENT = re.compile(r"(?<![\w.,$-])(\d{1,3}(?:\.\d+)?)(?: percent\b|%)")
_AMOUNT = re.compile(r"(?<!US)\$(\d[\d,]{0,12}(?:\.\d+)?) (million|billion|trillion)\b")
_BIG = re.compile(r"(?<![\w$.,-])(\d{1,3}(?:,\d{3}){1,4})(?![\w%-]|,\d|\.\d)")
_SMALL_WORD = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?= [a-z]+s\b)")
_SMALL_FIGURE = re.compile(r"(?<![\w$.,/-])([2-9]|1[0-2])(?= [a-z]+s\b)")
_NUMBER = re.compile(
    r"(?<![\w.,/-])(\$?)(\d{1,3}(?:,\d{3})+|\d{1,6})(\.\d+)?(?![\w-]|[.,/]\d)(?=%| (?:percent|million|"
    r"billion|trillion|[a-z]))"
)
_LABEL = re.compile(
    r"\b(?:Order|[Ss]ection|Sec\.|Proclamation|Title|No\.|Region|Part|FY|Form|Resolution|Article|"
    r"Chapter|Law|Category|Phase|"
    r"Route|Local|Level|Executive|Policy|Group|Division|Directive|Memorandum|Tier|Act|Apollo|Flight|"
    r"Pillar) $"
)
_SHARE = {
    "half of": "50 percent of",
    "a quarter of": "25 percent of",
    "two-thirds of": "two in three",
    "one in five": "20 percent of",
    "one in four": "25 percent of",
    "one in ten": "10 percent of",
    "50 basis points": "half a percentage point",
    "25 basis points": "a quarter of a percentage point",
    "a dozen": "12",
    "three-quarters of": "75 percent of",
    "a decade": "ten years",
    "two decades": "20 years",
    "half a million": "500,000",
    "half a billion": "500 million",
}
_SHARE_PATTERN = re.compile(r"\b(?:" + "|".join(re.escape(key) for key in _SHARE) + r")\b")
_UNIT = re.compile(
    r"(?<=\d )(hours|days|weeks|months|years|acres|miles|gallons|barrels|tons|megawatts|gigawatts|"
    r"pounds|percent|million"
    r"|billion|trillion)\b"
)
_OTHER_UNIT = {
    "hours": ("days", "minutes"),
    "days": ("weeks", "months", "hours"),
    "weeks": ("months", "days"),
    "months": ("years", "weeks"),
    "years": ("months", "decades"),
    "acres": ("square miles",),
    "miles": ("yards", "kilometers"),
    "gallons": ("barrels",),
    "barrels": ("gallons",),
    "tons": ("pounds",),
    "megawatts": ("gigawatts", "kilowatts"),
    "gigawatts": ("megawatts",),
    "pounds": ("tons",),
    "percent": ("basis points",),
    "million": ("billion", "thousand"),
    "billion": ("million", "trillion"),
    "trillion": ("billion",),
}
_SCALE = {"million": 1, "billion": 1_000, "trillion": 1_000_000}


def plain(value: float) -> str:
    """`value` with thousands separators and without idle decimals."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text or "0"


def other_date_form(sentence: str, rng: random.Random) -> str | None:
    """A date of `sentence` in another form; a full date may gain its true weekday."""
    if match := pick(_FULL_DATE, sentence, rng):
        month, day, year = MONTHS.index(match[1]) + 1, int(match[2]), int(match[3])
        try:
            weekday = DAYS[date(year, month, day).weekday()]
        except ValueError:
            return None
        forms = [
            f"{day} {match[1]} {year}",
            f"{_SHORT[month - 1]} {day}, {year}",
            f"{year}-{month:02}-{day:02}",
        ]
        return replace_span(sentence, *match.span(), rng.choice([*forms, f"{weekday}, {match[0]}"]))
    if match := pick(_DAY_MONTH, sentence, rng):
        ending = {1: "st", 2: "nd", 3: "rd"}.get(
            int(match[2]) % 10 if int(match[2]) not in {11, 12, 13} else 0, "th"
        )
        short = _SHORT[MONTHS.index(match[1])]
        form = rng.choice([f"{match[2]} {match[1]}", f"{short} {match[2]}", f"{match[1]} {match[2]}{ending}"])
        return replace_span(sentence, *match.span(), form)
    if match := pick(_MONTH_YEAR, sentence, rng):
        return replace_span(sentence, *match.span(), f"{_SHORT[MONTHS.index(match[1])]} {match[2]}")
    return None


def _percent_forms(value: str) -> list[str]:
    forms = [f"{value}%", f"{value} percent", f"{value} per cent"]
    whole, _, decimals = value.partition(".")
    fraction = {"5": "1/2", "50": "1/2", "25": "1/4", "75": "3/4"}.get(decimals)
    if fraction:
        spelled = {"1/2": "a half", "1/4": "a quarter", "3/4": "three quarters"}[fraction]
        forms += [f"{whole}-{fraction} percent"] * 2 if whole != "0" else []
        forms += [f"{WORDS[int(whole)]} and {spelled} percent"] if 0 < int(whole) <= 12 else []
    elif not decimals and 2 <= int(whole) <= 12:
        forms.append(f"{WORDS[int(whole)]} percent")
    return forms


def _amount_forms(figure: str, scale: str) -> list[str]:
    value = float(figure.replace(",", ""))
    letter = {"million": "m", "billion": "bn", "trillion": "tn"}[scale]
    forms = [
        f"{figure} {scale} dollars",
        f"US${figure} {scale}",
        f"${figure}{letter}",
        f"USD {figure} {scale}",
    ]
    if scale != "million" and value < 100:
        forms += [f"${plain(value * 1000)} {'million' if scale == 'billion' else 'billion'}"] * 3
    if scale != "trillion" and value >= 100:
        forms += [f"${plain(value / 1000)} {'billion' if scale == 'million' else 'trillion'}"] * 3
    return forms


def other_number_form(sentence: str, rng: random.Random) -> str | None:
    """A number of `sentence` in another form of the same value."""
    choices: list[tuple[re.Match[str], str]] = []
    for match in _PERCENT.finditer(sentence):
        choices += [(match, form) for form in _percent_forms(match[1]) if form != match[0]]
    for match in _AMOUNT.finditer(sentence):
        choices += [(match, form) for form in _amount_forms(match[1], match[2])]
    for match in _BIG.finditer(sentence):
        value = int(match[1].replace(",", ""))
        if value >= 1_000_000 and value % 10_000 == 0:
            choices.append((match, f"{plain(value / 1_000_000)} million"))
    for match in _SMALL_WORD.finditer(sentence):
        choices.append((match, str(WORDS.index(match[1]))))
    for match in _SMALL_FIGURE.finditer(sentence):
        choices.append((match, WORDS[int(match[1])]))
    for match in _SHARE_PATTERN.finditer(sentence):
        choices.append((match, _SHARE[match[0]]))
    if not choices:
        return None
    match, form = rng.choice(choices)
    return replace_span(sentence, *match.span(), form)


def _other_value(figure: str, decimals: str, rng: random.Random) -> str:
    value = float(figure.replace(",", "") + decimals)
    places = max(len(decimals) - 1, 0)
    digits = figure.replace(",", "")
    if not places and value <= 12:
        new = value + rng.choice([-2, -1, 1, 2, 3])
        return plain(new if new > 1 else value + rng.choice([1, 2, 3]))
    step = 10.0 ** (len(digits) - len(digits.rstrip("0"))) if not places else 10.0**-places
    factor = rng.choice([0.3, 0.45, 0.6, 0.75, 0.85, 1.15, 1.25, 1.4, 1.6, 2.0, 2.5, 3.0])
    new = round(value * factor / step) * step
    if abs(new - value) < step / 2 or new <= 0:
        new = value + step * rng.choice([1, 2, 3])
    return f"{new:,.{places}f}" if "," in figure or new >= 10_000 else f"{new:.{places}f}"


def other_number(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one number changed to another of like size and roundness."""
    found = [match for match in _NUMBER.finditer(sentence) if not _YEAR.fullmatch(match[2])]
    found = [match for match in found if not _LABEL.search(sentence[: match.start()])]
    words = list(_SMALL_WORD.finditer(sentence))
    if not found and not words:
        return None
    match = rng.choice([*found, *words])
    if match.re is _SMALL_WORD:
        others = [word for word in WORDS[2:] if word != match[1]]
        return replace_span(sentence, *match.span(), rng.choice(others))
    new = match[1] + _other_value(match[2], match[3] or "", rng)
    is_share = re.match(r"%| percent| per cent", sentence[match.end() :]) is not None
    if is_share and float(match[2].replace(",", "")) <= 100 < float(new.replace(",", "")):
        new = str(rng.choice([n for n in range(5, 100, 5) if str(n) != match[2]]))
    return replace_span(sentence, *match.span(), new)


def other_unit(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with the unit or scale of one number changed."""
    if not (match := pick(_UNIT, sentence, rng)):
        return None
    return replace_span(sentence, *match.span(), rng.choice(_OTHER_UNIT[match[1]]))


def other_date(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one month, day, year or weekday changed."""
    choices: list[tuple[int, int, str]] = []
    for pattern in (_FULL_DATE, _DAY_MONTH):
        for match in pattern.finditer(sentence):
            month = rng.choice([name for name in MONTHS if name != match[1] and name != "May"])
            day = rng.choice([day for day in range(1, 29) if str(day) != match[2]])
            choices += [(*match.span(1), month), (*match.span(2), str(day))]
    for match in _MONTH_YEAR.finditer(sentence):
        choices.append((*match.span(1), rng.choice([name for name in MONTHS if name != match[1]])))
    for match in _YEAR.finditer(sentence):
        choices.append((*match.span(1), str(int(match[1]) + rng.choice([-3, -2, -1, 1, 2, 3, 5]))))
    for match in _WEEKDAY.finditer(sentence):
        choices.append((*match.span(1), rng.choice([day for day in DAYS if day != match[1]])))
    if not choices:
        return None
    return replace_span(sentence, *rng.choice(choices))


_HEDGED = re.compile(r"\b(?:than|over|nearly|about|almost|least|to|around|approximately|roughly|of|by) $")
_EXACT = re.compile(
    r"(?<![\w.,/-])(\$?)(\d{1,3}(?:,\d{3})+|\d{2,3}\.\d+)(?= (?:million|billion|trillion|[a-z]{4,}))"
)


def rounded(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with one exact number rounded, and said to be rounded."""
    found = [match for match in _EXACT.finditer(sentence) if not _HEDGED.search(sentence[: match.start()])]
    if not found:
        return None
    match = rng.choice(found)
    value = float(match[2].replace(",", ""))
    step = 10.0 ** (len(str(int(value))) - rng.choice([1, 2]))
    near = round(value / step) * step
    if near == value or step < 1:
        return None
    hedge = rng.choice(["more than", "over"] if near < value else ["nearly", "almost", "just under"])
    return replace_span(sentence, *match.span(), f"{hedge} {match[1]}{plain(near)}")


FIGURE_EDITS = (
    Edit("rounded", DROPS, rounded),
    Edit("date_form", SAME, other_date_form),
    Edit("number_form", SAME, other_number_form),
    Edit("number", CONFLICT, other_number),
    Edit("unit", CONFLICT, other_unit),
    Edit("date", CONFLICT, other_date),
)
