from __future__ import annotations

import numpy as np

from claimcheck.passages.lexical import LexicalIndex


def test_a_text_with_the_rarer_word_scores_higher() -> None:
    index = LexicalIndex([["deal", "tariff"], ["deal", "oil"], ["deal", "talk"]])
    scores = index.scores(["deal", "oil"])
    assert int(np.argmax(scores)) == 1


def test_words_that_no_text_holds_score_nothing() -> None:
    assert LexicalIndex([["deal"], []]).scores(["nickel"]).tolist() == [0.0, 0.0]


def test_an_index_of_nothing_gives_no_scores() -> None:
    assert LexicalIndex([]).scores(["deal"]).shape == (0,)


def test_the_share_of_texts_that_hold_a_word_is_known() -> None:
    assert LexicalIndex([["deal"], ["deal", "oil"]]).document_share == {"deal": 1.0, "oil": 0.5}


def test_a_single_text_scores_as_bm25_defines() -> None:
    # idf = ln(1 + 0.5 / 1.5); one occurrence in a text of average length: tf part = 2.2 / 2.2 = 1
    assert np.isclose(LexicalIndex([["deal"]]).scores(["deal"])[0], np.log(1 + 0.5 / 1.5))
