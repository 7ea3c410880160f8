"""What the search index keeps of a text, and what a query asks it for."""

import random
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from portal.adapters import stems
from portal.adapters.stems import LONGEST_WORD, MOST_QUERY_WORDS, fts5, query_terms, tsquery, words_and_stems


def found(text: str, language: str | None, query: str, query_language: str | None = None) -> bool:
    """Ask a real FTS5 table."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(body, tokenize = 'unicode61 remove_diacritics 0')")
    database.execute("INSERT INTO texts VALUES (?)", [" ".join(words_and_stems(text, language))])
    match = fts5(query_terms(query, query_language or language))
    if not match:
        return False
    return database.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", [match]).fetchone()[0] == 1


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("sv", "Cyklarna står på gatan", "gata"),
        ("sv", "Det är för få cyklar", "cykel"),
        ("sv", "Cykeln är bra", "cyklar"),
        ("sv", "Vi vill ha fler böcker", "bok"),
        ("sv", "Skolorna behöver pengar", "skolan"),
        ("sv", "städer för alla", "staden"),
        ("sv", "cykelparkeringen", "cykelparkeringar"),
        ("sv", "cykelparkeringen", "cykel"),
        ("fi", "pyöriä kadulla", "katu"),
        ("fi", "lapsille parempi koulu", "lapset"),
        ("fi", "vettä puistoon", "vesi"),
        ("en", "Better lighting on the streets", "street"),
        ("de", "Die Radwege sind schlecht", "radweg"),
        ("es", "Los árboles de la calle", "árbol"),
        ("fr", "Les écoles du quartier", "école"),
        ("ar", "المدارس في المدينة", "مدينة"),
        ("ar", "مَدْرَسَة", "مدرسة"),
        ("tr", "İstanbul caddesi", "istanbul"),
        ("zh", "学校和图书馆之间的自行车道", "图书馆"),
        ("so", "Waddada baaskiilka", "waddada"),
    ],
)
def test_a_word_is_found_in_another_form(language: str | None, text: str, query: str) -> None:
    assert found(text, language, query)


def test_the_reader_need_not_know_the_writers_language() -> None:
    assert found("Pyörätie koulun vieressä", "fi", "koulun", "sv")


@pytest.mark.parametrize(("text", "query"), [("hål i gatan", "hal"), ("för", "for"), ("mål", "mal"), ("rött", "rott")])
def test_nordic_letters_are_letters_of_their_own(text: str, query: str) -> None:
    assert not found(text, None, query)


def test_both_ways_of_writing_å_are_the_same() -> None:
    assert found("Na\u030agot om a\u030ak", "sv", "något åk")


def test_all_words_must_be_there() -> None:
    assert found("belysning vid skolan", "sv", "skola belysning")
    assert not found("belysning vid skolan", "sv", "skola parkering")


@pytest.mark.parametrize(
    "query", ['"', "'", "a OR", "NEAR(", "*", "body:x", "NOT", "AND", "^x", "-x", "(", ";--", "{a b}: c", "\0"]
)
def test_query_language_in_a_query_is_only_words(query: str) -> None:
    found("något annat", "sv", query)
    assert not found("något annat", "sv", query + " finnsinte")


@given(st.text(max_size=60), st.sampled_from(["sv", "fi", "en", "ar", "tr", "zh", "de", None, "xx"]))
def test_every_text_finds_itself(text: str, language: str | None) -> None:
    terms = query_terms(text, language)
    if terms:
        assert found(text, language, text)
    assert tsquery(terms).count("'") == 2 * sum(map(len, terms))
    assert (fts5(terms) == "") == (not terms)


@given(st.text(max_size=200))
def test_what_is_kept_is_letters_and_digits_without_repeats(text: str) -> None:
    kept = words_and_stems(text, "sv")
    assert all(word.isalnum() and len(word) <= LONGEST_WORD for word in kept)
    assert len(kept) == len(set(kept))


def test_long_words_and_long_queries_are_cut() -> None:
    assert words_and_stems("x" * 10_000, None) == ["x" * LONGEST_WORD]
    assert len(query_terms(" ".join(f"ord{number}" for number in range(100)), "sv")) == MOST_QUERY_WORDS


def test_tsquery_says_the_same() -> None:
    assert tsquery([("gatan", "gat"), ("å",)]) == "('gatan':* | 'gat':*) & ('å')"


def test_every_text_finds_itself_in_postgresql_too(postgres_engine: Engine) -> None:
    letters = "abcåäöÉß'\"\\:*&|!() \u0301١٢مدرسة学校İıﬁ²Ⅷ_-0123\x01ªₐ"
    chance = random.Random(1)
    ask = sqlalchemy.text("SELECT to_tsvector('simple', :kept) @@ to_tsquery('simple', :query)")
    with postgres_engine.connect() as connection:
        for number in range(600):
            text = "".join(chance.choices(letters, k=1 + number % 25))
            for language in ("sv", "ar", None):
                if terms := query_terms(text, language):
                    kept = " ".join(words_and_stems(text, language))
                    assert connection.scalar(ask, {"kept": kept, "query": tsquery(terms)}), text
        elsewhere = {"kept": "något annat", "query": tsquery(query_terms("a' | 'något & finnsinte", "sv"))}
        assert not connection.scalar(ask, elsewhere)


def test_a_term_with_signs_is_never_written() -> None:
    for write in (fts5, tsquery):
        with pytest.raises(ValueError, match="letters"):
            write([("a' | 'b",)])


def test_many_at_once_do_not_mix_their_words() -> None:
    texts = [
        f"cyklarnas{number} gatornas skolornas{number}husens föreningarnas{number}heterna" for number in range(400)
    ]
    alone = [words_and_stems(text, "sv") for text in texts]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            for _ in range(3):
                stems._stem.cache_clear()
                assert list(pool.map(lambda text: words_and_stems(text, "sv"), texts)) == alone
    finally:
        sys.setswitchinterval(before)
