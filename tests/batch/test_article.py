from __future__ import annotations

import pytest
from msgspec.structs import replace

from claimcheck.batch.article import ArticleChecker, Made, Task, answer, fingerprint, made_of
from claimcheck.errors import ModelError, NothingFound, UsageError
from claimcheck.pipeline import Checker
from tests.batch.conftest import article


def nobody(_stage: str) -> None:
    pass


def test_a_report_comes_with_its_labels_and_warnings(task: Task) -> None:
    made = ArticleChecker(task, nobody).check(article(1))
    assert made.data.startswith(b'{"schema":"claimcheck/report/')
    assert made.labels == tuple(sorted(set(made.labels)))
    assert made.labels
    assert made.failure == ""


def test_an_article_without_a_claim_is_a_failure_of_its_own(task: Task) -> None:
    made = ArticleChecker(task, nobody).check(replace(article(1), text="Hello!"))
    assert (made.data, "a1.md" in made.failure) == (b"", True)


def test_a_fault_that_one_article_brings_out_is_its_failure(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(Checker, "check", break_down)
    made = ArticleChecker(task, nobody).check(article(1))
    assert made.failure == "a1.md: it cannot be checked (KeyError: 'x')"


def test_a_task_that_no_article_could_meet_is_an_error(task: Task) -> None:
    with pytest.raises(NothingFound, match="no official document"):
        ArticleChecker(replace(task, official=()), nobody).check(article(1))


@pytest.mark.parametrize("kind", [UsageError, NothingFound, ModelError])
def test_an_error_arrives_as_it_was_raised(kind: type[UsageError]) -> None:
    def fail() -> Made:
        raise kind("it is wrong", where="here", remedy="Mend it.")

    with pytest.raises(kind) as caught:
        made_of(answer(fail))
    assert str(caught.value) == "here: it is wrong. Mend it."


def test_what_was_made_arrives_whole() -> None:
    made = Made(data=b"\0x", labels=("supported",), warnings=("w",))
    assert made_of(answer(lambda: made)) == made


def test_the_fingerprint_is_that_of_everything_that_results_depend_on(task: Task) -> None:
    official = (replace(task.official[0], text="Northland bought wheat."), *task.official[1:])
    others = (
        replace(task, official=official),
        replace(task, warnings=("w",)),
        replace(task, form="html"),
        replace(task, view=replace(task.view, show_all=True)),
        replace(task, settings=replace(task.settings, top_k=3)),
    )
    assert len({fingerprint(task), *map(fingerprint, others)}) == 1 + len(others)
    fetched = tuple(replace(document, retrieved="2025-01-01T00:00:00Z") for document in task.official)
    for same in (
        replace(task, official=fetched),
        replace(task, settings=replace(task.settings, cache=False)),
    ):
        assert fingerprint(same) == fingerprint(task)
