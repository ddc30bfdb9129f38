""" "X said" in front of, behind or amid a claim is taken out of it."""

from __future__ import annotations

import pytest

from claimcheck.claims.extract import extract_claims
from claimcheck.records import Claim, Document


def extract(text: str) -> tuple[Claim, ...]:
    return extract_claims(Document(id="d", text=text, sha256="", date="2025-09-26"))


def standalone(text: str) -> list[str]:
    return [claim.standalone for claim in extract(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The rate falls from 9 percent to 5 percent, the ministry in Lima said.",
            ["The rate falls from 9 percent to 5 percent"],
        ),
        ("All parties agreed to go on working, the palace said.", ["All parties agreed to go on working"]),
        (
            "Mr. Sato pressed Mr. Ruiz to cut all duties, the ministry said, and to open the ports.",
            ["Mr. Sato pressed Mr. Ruiz to cut all duties and to open the ports"],
        ),
        (
            "The levy goes up at once, the treasury said, hitting thousands of shops.",
            ["The levy goes up at once", "The levy hits thousands of shops"],
        ),
        (
            "The yard was sold on Friday, ending a row that had lasted years.",
            ["The yard was sold on Friday (26 September 2025)", "The yard ended a row that had lasted years"],
        ),
        (
            "Chile cut the tax, the bank and the government said on Monday, while Peru raised it.",
            ["Chile cut the tax", "Peru raised it"],
        ),
    ],
)
def test_a_tag_behind_or_amid_a_claim_is_taken_out_whole(text, expected):
    assert standalone(text) == expected


def test_words_behind_a_tag_are_a_part_of_the_claim():
    (claim,) = extract(
        "Mr. Sato pressed Mr. Ruiz to cut all duties, the ministry said, and to open the ports."
    )
    assert [part.text for part in claim.parts] == ["and to open the ports"]


def test_nobody_is_no_source():
    claims = extract("Nobody can say whether the pact will hold, but it is a sign of the times.")
    assert all(claim.attribution == () for claim in claims)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The deal, the minister said, will be signed in Rome.", ["The deal will be signed in Rome"]),
        (
            "The deal, the bank said, will be signed in Rome and paid in cash.",
            ["The deal will be signed in Rome", "The deal will be paid in cash"],
        ),
        ("This, the bank warned, could cost 40 million euros.", ["This could cost 40 million euros"]),
        (
            "France, Germany and Italy, diplomats said, will sign the pact in Rome.",
            ["France, Germany and Italy will sign the pact in Rome"],
        ),
    ],
)
def test_a_subject_that_a_tag_cuts_off_is_put_before_its_verb(text, expected):
    assert standalone(text) == expected


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (
            "The economy should expand by 5 percent, the Fund reckons.",
            "the Fund",
            "should expand by 5 percent",
        ),
        ("Six hundred jobs will go, the bakers' union fears.", "the bakers' union", "jobs will go"),
        ("Mr. Azlan pointed out that the ports stayed open.", "Mr. Azlan", "The ports stayed open"),
        (
            "Tokyo lends 3 ships, the ministers of Japan and the Philippines confirmed this week in Rome.",
            "the ministers of Japan and the Philippines",
            "Tokyo lends 3 ships",
        ),
    ],
)
def test_more_ways_to_say_who_says_so_are_known(text, source, expected):
    (claim,) = extract(text)
    assert [link.text for link in claim.attribution] == [source]
    assert claim.standalone.endswith(expected)


def test_what_somebody_believes_stays_whole_where_the_belief_comes_first():
    assert standalone("The union fears that six hundred jobs will go.") == [
        "The union fears that six hundred jobs will go"
    ]


def test_to_write_off_a_debt_says_nothing():
    (claim,) = extract(
        "Indonesia demanded that lenders write off the debt of countries that close coal plants."
    )
    assert claim.standalone.startswith("Indonesia demanded that lenders write off the debt")
    assert all(link.text != "lenders" for link in claim.attribution)


def test_to_point_to_a_law_that_does_something_says_nothing():
    (claim,) = extract("Brussels pointed to the law that compensates farmers who lost their land.")
    assert claim.standalone.startswith("Brussels pointed to the law")


@pytest.mark.parametrize("verb", ["wrote off the claim", "wrote up the report"])
def test_a_tag_that_is_what_a_verb_acts_on_leaves_no_stump(verb):
    assert all(not text.endswith(" the") for text in standalone(f"Officials {verb} that Iran had 5 bombs."))
