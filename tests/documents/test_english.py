# ruff: noqa: E501  (samples read best on lines of their own length)
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.english import looks_english, why_not_english

ENGLISH = (
    "The two sides agreed on Monday to continue their talks on tariffs, and said that a final text would be "
    "ready by the end of March. It was not clear whether the parliament would be asked to vote on it. "
)
OTHERS = {
    "German": "Die Bundesregierung hat am Montag erklärt, dass die Verhandlungen mit den Partnern fortgesetzt werden "
    "und dass eine Einigung auf dem Weg ist. Für die Wirtschaft ist das nicht ohne Bedeutung. ",
    "French": "Le ministre a déclaré lundi que les négociations avec les partenaires sont en cours et qu'un accord est "
    "possible dans les semaines à venir. Il n'a pas donné de détails sur le calendrier. ",
    "Spanish": "El ministro declaró el lunes que las negociaciones con los socios continúan y que un acuerdo es posible "
    "en las próximas semanas. No dio más detalles sobre el calendario de la reunión. ",
    "Italian": "Il ministro ha dichiarato lunedì che i negoziati con i partner proseguono e che un accordo è possibile "
    "nelle prossime settimane. Non ha dato altri dettagli sul calendario della riunione. ",
    "Portuguese": "O ministro disse na segunda-feira que as negociações com os parceiros continuam e que um acordo é "
    "possível nas próximas semanas. Ele não deu mais detalhes sobre o calendário da reunião. ",
    "Dutch": "De minister zei maandag dat de onderhandelingen met de partners doorgaan en dat een akkoord in de komende "
    "weken mogelijk is. Hij gaf geen verdere details over het tijdschema van de bijeenkomst. ",
    "Turkish": "Bakan pazartesi günü yaptığı açıklamada, ortaklarla görüşmelerin devam ettiğini ve önümüzdeki haftalarda "
    "bir anlaşmanın mümkün olduğunu söyledi. Takvim için daha fazla ayrıntı vermedi ve bu konuda çok konuşmadı. ",
}


def test_english_is_english() -> None:
    assert why_not_english(ENGLISH) == ""
    assert looks_english(ENGLISH)


@pytest.mark.parametrize("name", OTHERS)
def test_other_languages_in_latin_script_are_named(name: str) -> None:
    assert f"it looks like {name}" in why_not_english(OTHERS[name] * 3)
    assert not looks_english(OTHERS[name])


def test_a_language_that_is_not_listed_has_hardly_any_english_words() -> None:
    hungarian = (
        "A miniszter hétfőn kijelentette, hogy folytatódnak a tárgyalások és hamarosan megállapodás születhet. "
        * 12
    )
    assert "not in English" in why_not_english(hungarian.replace("A ", "").replace(" a ", " "))


@pytest.mark.parametrize(
    "text",
    [
        "外交部发言人星期一表示，谈判仍在继续。双方将于下周再次举行会谈。",
        "Министерство заявило, что переговоры продолжаются.",
    ],
)
def test_other_scripts_are_told(text: str) -> None:
    assert "not Latin" in why_not_english(text)


@pytest.mark.parametrize(
    "text",
    ["", "习近平", "OK", "12 345 678", "Guten Tag!", "Xi Jinping (习近平) met Li Qiang (李强) on Monday."],
)
def test_what_is_too_short_or_mixed_is_not_doubted(text: str) -> None:
    assert why_not_english(text) == ""


def test_a_table_in_english_is_english() -> None:
    table = "\n".join(f"| Steel product {i} | {i} percent | of the value |" for i in range(200))
    assert why_not_english(table) == ""


def test_an_english_text_with_quotations_in_another_language_is_english() -> None:
    assert why_not_english(ENGLISH * 3 + OTHERS["French"] + ENGLISH * 2) == ""


def test_only_a_part_of_a_long_text_is_looked_at() -> None:
    assert why_not_english(ENGLISH * 20_000) == ""


@settings(deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_is_judged(text: str) -> None:
    assert "\n" not in why_not_english(text)
