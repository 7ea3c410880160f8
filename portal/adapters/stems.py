"""The words of a text, and their stems, as the search index keeps them and as a reader's query asks for them.

Index and query go through the same steps, so what both databases do on their own (FTS5 `unicode61 remove_diacritics 0`,
tsvector `simple`) changes nothing: letters and digits only, casefolded, å ä ö kept as letters.
"""

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

ALGORITHMS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "fa": "persian", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "nn": "norwegian", "no": "norwegian", "nl": "dutch", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
LONGEST_WORD = 48
MOST_WORDS = 20_000
MOST_QUERY_WORDS = 12
SHORTEST_PREFIX = 3

_SAME = {
    "sv": {
        "böck": "bok", "städ": "stad", "män": "man", "männ": "man", "händ": "hand", "nätt": "natt", "tänd": "tand",
        "länd": "land", "stränd": "strand", "rött": "rot", "fött": "fot", "brödr": "bror", "bröd": "bror",
        "sön": "son", "döttr": "dott", "träd": "träd", "vägg": "vägg", "kväll": "kväll", "äldr": "gammal",
        "bättr": "bra", "bäst": "bra", "fler": "mång", "sämr": "dålig", "sämst": "dålig", "störr": "stor",
        "störst": "stor", "barnen": "barn",
    },
    "fi": {
        "kadu": "katu", "kaduilla": "katu", "kadui": "katu", "vede": "vesi", "vet": "vesi", "vete": "vesi",
        "lap": "laps", "last": "laps", "ranna": "ranta", "ranno": "ranta", "rannoi": "ranta", "silla": "silta",
        "silloi": "silta", "pyör": "pyörä", "puide": "puu", "te": "tie", "tei": "tie", "kaupungi": "kaupunki",
        "kaupunge": "kaupunki", "kunna": "kunta", "kunni": "kunta", "asunno": "asunto",
    },
}  # fmt: skip
_IGNORED = re.compile("[\u00ad\u0640\u200b-\u200f\u2060\ufeff]")
_PERHAPS_A_MARK = re.compile("[\u0300-\U0010ffff]")
_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u3400-\u9fff\u3040-\u30ff]+")
_local = threading.local()


def words_and_stems(text: str, language: str | None) -> list[str]:
    """Return what the index keeps of a text: each word once, in order, then the stems that are not words in it.

    Words are cut at 48 characters and the first 20,000 words count. An unknown language gives words only.
    """
    words = dict.fromkeys(_words(text, MOST_WORDS, whole=False))
    stems = {} if _stemmed(language) is None else dict.fromkeys(_stem(language or "", word) for word in words)
    return list(words | stems)


def query_terms(text: str, language: str | None) -> list[tuple[str, ...]]:
    """Return one tuple a query word, at most 12: the word and its stem, either of which is a hit."""
    words = dict.fromkeys(_words(text, MOST_QUERY_WORDS, whole=True))
    if _stemmed(language) is None:
        return [(word,) for word in words]
    return [tuple(dict.fromkeys((word, _stem(language or "", word)))) for word in words]


def fts5(terms: Sequence[Sequence[str]]) -> str:
    """Write the terms as an FTS5 MATCH expression: all words, each as a quoted beginning of a word; '' for no terms."""
    return " AND ".join("(" + " OR ".join(_fts5_term(word) for word in term) + ")" for term in terms)


def tsquery(terms: Sequence[Sequence[str]]) -> str:
    """Write the terms for to_tsquery('simple', …), meaning the same as `fts5`; '' for no terms."""
    return " & ".join("(" + " | ".join(_tsquery_term(word) for word in term) + ")" for term in terms)


def _fts5_term(word: str) -> str:
    return '"' + _bare(word) + '"' + ("*" if len(word) >= SHORTEST_PREFIX else "")


def _tsquery_term(word: str) -> str:
    return "'" + _bare(word) + "'" + (":*" if len(word) >= SHORTEST_PREFIX else "")


def _bare(word: str) -> str:
    if not _WORD.fullmatch(word):
        raise ValueError("a search term is letters and digits only")
    return word


def _words(text: str, most: int, *, whole: bool) -> list[str]:
    """Split into words; a Chinese or Japanese run becomes pairs of characters (`whole`: pairs only, for a query)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if not folded.isascii():
        folded = _without_marks(_IGNORED.sub("", folded))
    found: list[str] = []
    for match in _WORD.finditer(folded):
        word = match.group()[:LONGEST_WORD]
        found.extend([word] if word.isascii() or not _HAN.search(word) else _pairs(word, whole=whole))
        if len(found) >= most:
            break
    return found[:most]


def _without_marks(text: str) -> str:
    if _PERHAPS_A_MARK.search(text) is None:
        return text
    return "".join(letter for letter in text if letter.isascii() or not unicodedata.category(letter).startswith("M"))


def _pairs(run: str, *, whole: bool) -> list[str]:
    pairs = [run[place : place + 2] for place in range(len(run) - 1)]
    return pairs or [run] if whole else [*run, *pairs]


def _stemmed(language: str | None) -> str | None:
    return ALGORITHMS.get(language or "")


@lru_cache(maxsize=100_000)
def _stem(language: str, word: str) -> str:
    if word.isdecimal():
        return word
    stem = _without_marks(_stemmer(language).stemWord(word)) or word
    if language == "sv":
        stem = _swedish(stem)
    stem = _SAME.get(language, {}).get(stem, stem)
    return stem if _WORD.fullmatch(stem) else word


def _swedish(stem: str) -> str:
    """Mend what the Snowball rules leave apart: gatan–gata, cykeln–cykel–cyklar."""
    if len(stem) >= 5 and stem.endswith("an"):
        return stem[:-2]
    if len(stem) >= 5 and stem.endswith("eln"):
        stem = stem[:-1]
    if len(stem) >= 5 and stem.endswith("el"):
        return stem[:-2] + "l"
    return stem


def _stemmer(language: str) -> "BaseStemmer":
    """Return this thread's own stemmer, since one keeps the word it works on in itself."""
    import snowballstemmer  # only who searches or indexes needs it: not at each start

    mine: dict[str, BaseStemmer] = _local.__dict__.setdefault("stemmers", {})
    if language not in mine:
        mine[language] = snowballstemmer.stemmer(ALGORITHMS[language])
    return mine[language]
