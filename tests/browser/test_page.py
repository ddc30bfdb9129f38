from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from claimcheck.records import CheckedClaim, Discrepancy, Report
from claimcheck.reports.decisions import Decision, Decisions, merge
from claimcheck.reports.html import to_html
from claimcheck.reports.minor import is_minor

from .conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.slow
SEEN = """([pane, element]) => {
    const a = element.getBoundingClientRect(), b = pane.getBoundingClientRect();
    return a.height > 0 && a.top >= b.top && a.bottom <= b.bottom && b.top < innerHeight;
}"""
CUT = """() => [...document.querySelectorAll("body *")].filter((element) => {
    const style = getComputedStyle(element);
    const hidden = [style.overflowX, style.overflowY].some((way) => way !== "visible");
    const box = element.getBoundingClientRect();
    const tall = element.scrollHeight > element.clientHeight + 1;
    const cut = tall || element.scrollWidth > element.clientWidth + 1;
    const shown = box.width > 1 && box.height > 1 && !element.closest(".sr") && style.display !== "inline";
    return shown && ((hidden && cut) || box.right > document.documentElement.clientWidth + 1);
}).map((element) => element.tagName + "." + element.className)"""


def differing(report: Report) -> tuple[int, int, CheckedClaim, Discrepancy]:
    """The last claim with a difference at known words of both sides: its number and its party's."""
    found = [
        (number, place, claim, difference)
        for number, claim in enumerate(report.claims, 1)
        for place, verdict in enumerate((claim.verdicts[party] for party in report.parties), 1)
        for difference in verdict.discrepancies
        if not is_minor(claim) and difference.claim_text and difference.source_text
    ]
    return found[-1]


def is_seen(page: Page, pane: str, element: Locator) -> bool:
    return bool(page.evaluate(SEEN, [page.query_selector(pane), element.element_handle()]))


def joined(locator: Locator) -> str:
    return "".join(locator.all_text_contents())


def numbers(page: Page) -> list[str]:
    """The claims that the table shows."""
    rows = page.locator("#matrix tbody tr").all()
    return [row.get_attribute("data-n") or "" for row in rows if row.is_visible()]


def test_a_claim_chosen_in_the_table_is_shown_on_both_sides(open_page: Open, case_report: Report) -> None:
    number, place, claim, difference = differing(case_report)
    page = open_page(to_html(case_report))
    page.locator(f'#matrix a[href="#c{number}-{place}"]').click()
    assert joined(page.locator("#article .m.on")).startswith(claim.text[:20])
    assert difference.claim_text in joined(page.locator("#article .word-on"))
    assert difference.source_text in joined(page.locator("#sources .word-on"))
    assert is_seen(page, "#article", page.locator("#article .m.on").first)
    source = page.locator(f'#sources .src[data-p="{place}"] .word-on').first
    assert is_seen(page, "#sources", source)
    finding = page.locator(f"#c{number}-{place}")
    assert is_seen(page, "#findings", finding.locator("h4"))
    assert difference.code in (finding.text_content() or "")
    assert page.locator("#matrix tr[aria-current]").get_attribute("data-n") == str(number)
    assert page.url.endswith(f"#c{number}-{place}")


def test_a_claim_chosen_in_the_article_opens_its_finding(open_page: Open, case_report: Report) -> None:
    number, _, claim, _ = differing(case_report)
    page = open_page(to_html(case_report))
    page.locator(f'#article .m[data-c~="{number}"]').last.click()
    assert page.locator(".finding:visible h3").text_content() == claim.text


def test_an_address_with_a_claim_opens_it(open_page: Open, case_report: Report) -> None:
    page = open_page(to_html(case_report), fragment="#c4-2")
    assert page.locator(".finding:visible").get_attribute("data-n") == "4"


def test_the_search_behind_a_silence_is_shown(open_page: Open, case_report: Report) -> None:
    number = next(
        n for n, one in enumerate(case_report.claims, 1) if one.summary == "unsupported" and not is_minor(one)
    )
    page = open_page(to_html(case_report), fragment=f"#c{number}")
    shown = page.locator(f"#c{number} .search").first
    assert re.search(r"Searched: 1 document, \d+ passages", shown.inner_text())
    verdict = next(iter(case_report.claims[number - 1].verdicts.values()))
    assert verdict.search.nearest[0].why_not in shown.inner_text()
    assert page.locator("#sources .near-on").count() > 0


def test_keys_walk_search_help_and_close(open_page: Open, case_report: Report) -> None:
    page = open_page(to_html(case_report))
    shown = numbers(page)
    current = page.locator("#matrix tr.on")
    begun = shown.index(current.get_attribute("data-n") or "")
    page.keyboard.press("j")
    assert current.get_attribute("data-n") == shown[begun + 1]
    page.keyboard.press("k")
    assert current.get_attribute("data-n") == shown[begun]
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    assert page.locator("#words").input_value() == "jk?"
    assert numbers(page) == []
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("?")
    assert page.locator("#dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#dialog").is_visible()


def test_filters_by_party_label_code_words_and_worth(open_page: Open, case_report: Report) -> None:
    worthy = {str(n): one for n, one in enumerate(case_report.claims, 1) if not is_minor(one)}
    page = open_page(to_html(case_report))
    assert numbers(page) == list(worthy)
    party = list(case_report.parties)[2]
    page.locator("#party").select_option("3")
    page.locator('.chip[data-label="supported"]').click()
    expected = [n for n, one in worthy.items() if one.verdicts[party].label == "supported"]
    assert numbers(page) == expected
    assert page.locator("#shown").text_content() == f"{len(expected)} of {len(worthy)} claims"
    tones = {tag.get_attribute("data-t") for tag in page.locator("#article .tag:visible").all()}
    assert tones == {"supported"}
    page.locator("#clear").click()
    page.locator("#code").select_option("CC101")
    coded = [
        n
        for n, one in worthy.items()
        if any(d.code == "CC101" for v in one.verdicts.values() for d in v.discrepancies)
    ]
    assert numbers(page) == coded
    page.locator("#clear").click()
    page.locator("#words").fill("oracle SERVERS")
    assert numbers(page) == [n for n, one in worthy.items() if "Oracle" in one.text]
    page.locator("#clear").click()
    page.locator("#all").check()
    assert len(numbers(page)) == len(case_report.claims)


def test_a_code_explains_itself(open_page: Open, case_report: Report) -> None:
    number, place, _, difference = differing(case_report)
    page = open_page(to_html(case_report), fragment=f"#c{number}-{place}")
    page.locator(f'#c{number}-{place} .code[href="#code-{difference.code}"]').first.click()
    assert (page.locator("#dialog h3").text_content() or "").startswith(difference.code)


def test_a_decision_survives_a_reload_and_downloads(
    open_page: Open, case_report: Report, tmp_path: Path
) -> None:
    number, place, claim, _ = differing(case_report)
    party = list(case_report.parties)[place - 1]
    page = open_page(to_html(case_report), fragment=f"#c{number}-{place}")
    cell = f"#c{number}-{place}"
    page.locator(f"{cell} [data-do=overruled]").click()
    page.locator(f"{cell} select").select_option("supported")
    page.locator(f"{cell} [data-do=commented]").click()
    page.locator(f"{cell} textarea").fill("“Ja” <b>")
    page.reload()
    assert page.locator(f"{cell} .decided").text_content() == "Reviewer: overruled: supported. “Ja” <b>"
    assert page.locator(f'{cell} [data-do="overruled"]').get_attribute("aria-pressed") == "true"
    assert page.locator(f"{cell} textarea").input_value() == "“Ja” <b>"
    assert page.locator("#matrix .rev").text_content() == "overruled: supported"
    assert (page.locator("#progress").text_content() or "").startswith("1 of ")
    with page.expect_download() as download:
        page.locator("#save").click()
    assert download.value.suggested_filename == "decisions.json"
    saved = msgspec.json.decode(Path(download.value.path()).read_bytes(), type=Decisions)
    (decision,) = saved.decisions
    assert (decision.claim, decision.party, decision.text) == (claim.standalone, party, claim.text)
    assert (decision.decision, decision.new_label, decision.comment) == ("overruled", "supported", "“Ja” <b>")
    assert merge(case_report, saved).review(number - 1, party) == decision
    page.locator("#decided").select_option("done")
    assert numbers(page) == [str(number)]


def test_decisions_are_imported_and_those_on_changed_claims_listed(
    open_page: Open, case_report: Report, tmp_path: Path
) -> None:
    claim = case_report.claims[1]
    party = next(iter(claim.verdicts))
    good = {"claim": claim.standalone, "party": party, "decision": "confirmed", "at": "2025-10-01T00:00:00Z"}
    rows: list[Any] = [
        {**good, "label": claim.verdicts[party].label},
        {**good, "claim": "Gone.", "label": "supported"},
        {**good, "label": "constructor"},
        None,
    ]
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps({"schema": "claimcheck/decisions/1", "decisions": rows}), encoding="utf-8")
    page = open_page(to_html(case_report))
    page.locator("#load").set_input_files(path)
    page.locator("#look").wait_for()
    assert "2 decisions taken over" in (page.locator("#message").text_content() or "")
    assert "Gone." in page.locator("#look-list").inner_text()
    assert page.locator("#matrix .rev").text_content() == "confirmed"
    path.write_text("[", encoding="utf-8")
    page.locator("#load").set_input_files(path)
    page.wait_for_function("document.querySelector('#message').textContent.includes('could not')")


def test_decisions_that_came_with_the_report_hold_until_they_are_taken_back(
    open_page: Open, case_report: Report
) -> None:
    number, place, claim, _ = differing(case_report)
    party = list(case_report.parties)[place - 1]
    handed_in = Decision(
        claim=claim.standalone,
        party=party,
        decision="confirmed",
        label=claim.verdicts[party].label,
        at="2025-10-01T00:00:00Z",
    )
    reviewed = merge(case_report, Decisions(decisions=(handed_in,)))
    page = open_page(to_html(reviewed), fragment=f"#c{number}-{place}")
    cell = f"#c{number}-{place}"
    assert page.locator(f"{cell} .decided").text_content() == "Reviewer: confirmed"
    page.locator(f"{cell} [data-do=confirmed]").click()
    assert page.locator(f"{cell} .decided").count() == 0
    page.reload()
    assert page.locator(f"{cell} .decided").count() == 0


def test_words_of_the_article_become_a_claim_of_ones_own(
    open_page: Open, case_report: Report, tmp_path: Path
) -> None:
    from claimcheck.documents.jsonl import read_claim_rows

    article = case_report.article
    assert article is not None
    text = case_report.texts[article.sha256]
    page = open_page(to_html(case_report))
    page.evaluate(
        """() => {
            const paragraph = [...document.querySelectorAll("#article .b")].at(-1);
            const range = document.createRange();
            range.selectNodeContents(paragraph);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.locator("#add").click()
    with page.expect_download() as download:
        page.locator("#save-added").click()
    path = tmp_path / "claims.jsonl"
    download.value.save_as(path)
    row = json.loads(path.read_text(encoding="utf-8"))
    assert text[row["start"] : row["end"]] == row["claim"]
    assert read_claim_rows(path)[0].claim == row["claim"]
    page.reload()
    assert row["claim"] in page.locator("#added").inner_text()
    page.locator("#added button").click()
    assert page.locator("#added li").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000, 1440])
def test_axe_finds_nothing(open_page: Open, case_report: Report, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    number, place, _, _ = differing(case_report)
    size = {"width": width, "height": 800}
    page = open_page(to_html(case_report), fragment=f"#c{number}-{place}", color_scheme=scheme, viewport=size)
    page.locator(f"#c{number}-{place} [data-do=overruled]").click()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_is_wider_than_the_window(open_page: Open, case_report: Report, width: int) -> None:
    page = open_page(to_html(case_report), viewport={"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_telephone_a_finding_comes_up_and_leaves_its_claim_in_sight(
    open_page: Open, case_report: Report
) -> None:
    page = open_page(to_html(case_report), viewport={"width": 360, "height": 740})
    assert not page.locator("#findings").is_visible()
    page.locator("#article .m.on, #article .m").nth(3).click()
    sheet = page.locator("#findings").bounding_box()
    claim = page.locator("#article .m.on").first.bounding_box()
    assert sheet is not None
    assert claim is not None
    assert claim["y"] >= 0
    assert claim["y"] + 20 < sheet["y"]
    page.keyboard.press("Escape")
    assert not page.locator("#findings").is_visible()


def test_the_theme_can_be_turned_and_is_kept(open_page: Open, case_report: Report) -> None:
    page = open_page(to_html(case_report))
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.locator("#theme").click()
    dark = page.evaluate(colour)
    assert dark != light
    page.reload()
    page.wait_for_function(f"{colour} === '{dark}'")


def test_the_page_can_be_read_without_its_script(open_page: Open, case_report: Report) -> None:
    page = open_page(to_html(case_report), java_script_enabled=False)
    worthy = [claim for claim in case_report.claims if not is_minor(claim)]
    shown = [text for text in page.locator(".finding h3").all() if text.is_visible()]
    assert len(shown) == len(worthy)
    assert not page.locator(".tools").is_visible()
    assert page.locator("#sources .doc").first.is_visible()


def test_print_cuts_nothing_and_holds_every_claim(
    open_page: Open, case_report: Report, tmp_path: Path
) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    page = open_page(to_html(case_report), viewport={"width": 673, "height": 980})  # A4 less its margins
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []
    printed = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = []
    for sheet in printed:
        width, height = sheet.get_size()
        assert (round(width), round(height)) == (595, 842)
        words = sheet.get_textpage()
        texts.append(words.get_text_range())
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            assert left >= 0
            assert bottom >= 0
            assert right <= width
            assert top <= height
    letters = re.sub(r"\W+", "", "".join(texts))
    for claim in case_report.claims:
        if not is_minor(claim):
            assert letters.count(re.sub(r"\W+", "", claim.text)) >= 1
    assert "Searched1document" in letters
