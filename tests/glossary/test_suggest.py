"""Proposals for the glossary: what the essays say often, and how it is translated where all agree."""

from __future__ import annotations

from essaytool.glossary import Glossary, Row
from essaytool.glossary.suggest import suggest

ESSAYS = {
    "bread": [
        "Yeast eats sugar. A sourdough starter is wild yeast.",
        "Every sourdough starter lives. In Berlin they feed the sourdough starter `twice flour`.",
        "Ask Mrs. Miller of Potsdam about yeast and yeast alone.",
    ],
    "water": [
        "Water from Potsdam is hard.",
        "The river at Potsdam. See [it](https://potsdam.example/twice).",
    ],
}


def terms(limit: int = 9, known: Glossary | None = None) -> list[str]:
    return [found.term for found in suggest(ESSAYS, {}, known or Glossary(), limit)]


def test_names_runs_of_words_and_frequent_words_are_proposed() -> None:
    found = suggest(ESSAYS, {}, Glossary(), 9)
    assert [(each.term, each.count, each.essays) for each in found] == [
        ("Potsdam", 3, 2),
        ("sourdough starter", 3, 1),
        ("yeast", 4, 1),
    ]


def test_no_more_are_proposed_than_asked_for_and_none_that_is_there() -> None:
    assert terms(limit=1) == ["Potsdam"]
    assert terms(known=Glossary((Row("potsdam"), Row("sourdough starter")))) == ["yeast"]


def test_code_and_addresses_are_not_counted() -> None:
    assert not {"twice", "flour", "https"} & set(terms())


def test_contractions_and_months_are_no_terms_and_possessives_stay_inside_one() -> None:
    texts = ["In May we’ll bake, we don't in June, and the baker's yeast can't."] * 3
    assert [each.term for each in suggest({"a": texts}, {}, Glossary(), 9)] == ["baker's yeast", "bake"]


def test_a_translation_is_proposed_that_all_share() -> None:
    german = [
        ("Yeast eats sugar.", "Hefe frisst Zucker."),
        ("Wild yeast is yeast.", "Wilde Hefe ist Hefe."),
        ("Feed the yeast.", "Füttere die Hefe."),
        ("Water from Potsdam.", "Wasser aus Potsdam."),
        ("A sourdough starter.", "Ein Anstellgut."),
        ("Every sourdough starter.", "Jeder Sauerteig."),
        ("This sourdough starter.", "Dieses Anstellgut."),
        *[(f"Line {number}.", f"Die Zeile {number}, frisst.") for number in range(10)],
    ]
    japanese = [
        ("Yeast eats sugar.", "酵母は糖を食べる。"),
        ("Wild yeast is yeast.", "野生酵母も酵母だ。"),
        ("Feed the yeast.", "酵母に餌をやる。"),
        ("Water from Potsdam.", "ポツダムの水。"),
    ]
    found = {each.term: each for each in suggest(ESSAYS, {"de": german, "ja": japanese}, Glossary(), 9)}
    assert dict(found["yeast"].translations) == {"de": "Hefe", "ja": "酵母"}
    assert dict(found["sourdough starter"].translations) == {}
    assert dict(found["Potsdam"].translations) == {"de": "Potsdam"}


def test_what_stays_the_same_in_all_languages_is_untranslatable() -> None:
    pairs = [("Water from Potsdam.", "Potsdam!")]
    found = suggest(ESSAYS, {"de": pairs, "fr": pairs}, Glossary(), 1)
    assert [(each.untranslatable, dict(each.translations)) for each in found] == [(True, {})]


def test_an_essay_without_words_proposes_nothing() -> None:
    assert suggest({"empty": ["", "…", "`x`"]}, {"de": []}, Glossary(), 9) == []
