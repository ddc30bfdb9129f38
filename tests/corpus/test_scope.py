from __future__ import annotations

import pytest

from claimcheck.corpus.files import SETTINGS
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.scope import Scope, Window, read_window
from claimcheck.errors import UnreadableInput
from tests.corpus.conftest import NORTH, SOUTH, document


def searched(corpus: Corpus, **bounds: str) -> list[tuple[str, int]]:
    masks = corpus.masks(Scope(**bounds))
    return sorted(
        (one.id, one.number)
        for segment, mask in zip(corpus.segments, masks, strict=True)
        for one, live in zip(segment.documents, mask.tolist(), strict=True)
        if live
    )


def test_days_bound_what_is_searched_and_undated_documents_always_are(make) -> None:
    corpus = make(
        [document("a", date="2025-01-01"), document("b", SOUTH, date="2025-03-01"), document("c", date="")]
    )
    assert searched(corpus) == [("a", 1), ("b", 1), ("c", 1)]
    assert searched(corpus, since="2025-01-02") == [("b", 1), ("c", 1)]
    assert searched(corpus, until="2025-02-28") == [("a", 1), ("c", 1)]
    assert searched(corpus, since="2025-03-01", until="2025-03-01") == [("b", 1), ("c", 1)]


def test_the_version_that_stood_on_a_day_is_searched(make, change, tmp_path) -> None:
    make([document("a")], now="2025-02-01T10:00:00Z")
    change([document("a", SOUTH)], now="2025-02-05T10:00:00Z")
    change([document("a", NORTH + " It is final.")], now="2025-02-09T10:00:00Z")
    corpus = Corpus(tmp_path / "corpus")
    days = {"2025-01-10": 1, "2025-02-04": 1, "2025-02-05": 2, "2025-02-08": 2, "2025-02-09": 3, "": 3}
    for day, number in days.items():
        assert searched(corpus, as_of=day) == [("a", number)], day


def test_the_window_around_an_article_is_inclusive() -> None:
    assert Window(30, 2).around("2025-03-02") == Scope(since="2025-01-31", until="2025-03-04")
    assert Window(30, 2).around("") == Scope()
    assert Window(10**9, 10**9).around("2025-03-02") == Scope(since="0001-01-01", until="9999-12-31")


def test_a_corpus_can_have_a_window_of_its_own(make) -> None:
    corpus = make([document("a")])
    shipped = read_window(corpus.folder)
    (corpus.folder / SETTINGS).write_text("[window]\ndays_before = 5\n", encoding="utf-8")
    assert read_window(corpus.folder) == Window(5, shipped.days_after)


@pytest.mark.parametrize(
    "text", ["[window]\ndays = 5\n", "[window]\ndays_before = -1\n", "window = 5", "[[", "[x]\n"]
)
def test_a_malformed_setting_is_told(make, text) -> None:
    corpus = make([document("a")])
    (corpus.folder / SETTINGS).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match="settings"):
        read_window(corpus.folder)
