from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

import claimcheck
from claimcheck.records import Discrepancy, Label, Nearest, Report
from claimcheck.reports.html import to_html

from ..reports.pages import claim, escalated, evidence, report, verdict
from .conftest import Open

pytestmark = pytest.mark.slow
PARTIES = ("Alpha", "Beta", "Gamma", "Delta")
LABELS: tuple[Label, ...] = ("supported", "overstated", "contradicted", "not_mentioned")
ATTACK = (
    "<script>window.hurt=1</script><img src=x onerror='window.hurt=1'><svg onload=window.hurt=1>"
    '<a href="javascript:window.hurt=1">deal</a> </script></style></template>--><iframe srcdoc=x> '
    "\u202egnp.exe\u2066 \x07 &lt;b&gt; {{7*7}}"
)


def rows(sentences: list[str], size: int) -> str:
    """The sentences in paragraphs of `size`."""
    return "\n\n".join(" ".join(sentences[n : n + size]) for n in range(0, len(sentences), size))


def large() -> Report:
    """400 claims by 4 parties, each with two passages and a difference, or with a search."""
    ours = [f"The minister signed order {n} on {n * 7} tonnes of grain in the harbour." for n in range(400)]
    article = rows(ours, 4)
    texts = {}
    for party in PARTIES:
        texts[party] = rows(
            [f"{party} will consider order {n} before May {n % 28 + 1}." for n in range(400)], 3
        )
    claims = []
    for n, words in enumerate(ours):
        verdicts = {}
        for place, party in enumerate(PARTIES):
            text = texts[party]
            said = [f"{party} will consider order {m} before May {m % 28 + 1}." for m in (n, (n + 1) % 400)]
            found = tuple(evidence(party, text, one) for one in said)
            label = LABELS[(n + place) % 4]
            if label == "not_mentioned":
                near = tuple(
                    Nearest(
                        document=party,
                        text=one.text,
                        start=one.start,
                        end=one.end,
                        similarity=0.4,
                        why_not="It is about something else.",
                    )
                    for one in found
                )
                verdicts[party] = verdict(label, near=near)
            else:
                differs = (
                    ()
                    if label == "supported"
                    else (escalated(words, "signed", party, said[0], "will consider"),)
                )
                verdicts[party] = verdict(
                    label, found=found, differences=_moved(differs, article, words, found[0].start)
                )
        claims.append(claim(n + 1, article, words, verdicts))
    return report(article, tuple(claims), {party: {party: text} for party, text in texts.items()})


def _moved(
    differs: tuple[Discrepancy, ...], article: str, words: str, source: int
) -> tuple[Discrepancy, ...]:
    """Differences whose offsets counted in their sentences, counted in the texts."""
    ours = article.index(words)
    return tuple(
        msgspec.structs.replace(
            one,
            claim_start=(one.claim_start or 0) + ours,
            claim_end=(one.claim_end or 0) + ours,
            source_start=(one.source_start or 0) + source,
            source_end=(one.source_end or 0) + source,
        )
        for one in differs
    )


def test_four_hundred_claims_by_four_parties_are_painted_within_a_second(open_page: Open) -> None:
    made = large()
    html = to_html(made)
    times = []
    for _ in range(3):
        page = open_page(html)
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
        times.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    assert min(times) < 1000
    assert len(html) < 6_000_000
    assert page.locator("#shown").text_content() == "400 claims"
    page.keyboard.press("j")
    page.locator("#party").select_option("2")
    page.locator('.chip[data-label="contradicted"]').click()
    assert page.locator("#shown").text_content() == "100 of 400 claims"
    assert page.locator("#matrix tbody tr:visible").count() == 100


def test_nothing_in_hostile_texts_runs(open_page: Open, tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    sentence = f"The minister signed a deal worth $350 million on Friday, {ATTACK} he said."
    article.write_bytes(
        f"{ATTACK}\n\n{sentence} The treaty was finalized in Paris.\n".encode("utf-8", "replace")
    )
    official = tmp_path / "official"
    official.mkdir()
    front = (
        '---\nparty: "Ministry <img src=x onerror=window.hurt=1>"\n'
        'title: "<script>window.hurt=1</script>"\nurl: "javascript:window.hurt=1"\n---\n'
    )
    body = f"The minister hopes to sign a deal worth $150 million, {ATTACK} said the ministry."
    (official / "note.md").write_text(front + body, encoding="utf-8")
    made = claimcheck.check(claimcheck.read_document(article), claimcheck.read_documents(official).documents)
    assert made.claims
    page = open_page(to_html(made, show_all=True))
    for _ in made.claims:
        page.keyboard.press("j")
    page.locator("#words").fill("deal")
    assert page.evaluate("window.hurt") is None
    assert page.locator("main img, main iframe, main svg[onload]").count() == 0
    links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    assert not [link for link in links if not link.startswith("file:")]


def test_a_claim_of_five_thousand_characters_breaks_nothing(open_page: Open) -> None:
    words = ("supercalifragilistic" * 20 + " signed ") * 12
    article = (words + " " * 5000)[:5000].strip() + "x" * 40
    found = verdict(
        "overstated",
        found=(evidence("d", article, article),),
        differences=(escalated(article, "signed", "d", article, "fragilistic"),),
    )
    made = report(article, (claim(1, article, article, {"B" * 300: found}),), {"B" * 300: {"d": article}})
    for width in (360, 1440):
        page = open_page(to_html(made), viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 980})
    assert page.evaluate("document.documentElement.scrollWidth") <= 673
