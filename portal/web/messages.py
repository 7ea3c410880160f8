"""Codes to words: the one place where a refusal becomes a sentence, in the reader's language.

Each noun keeps its own dict in `portal/web/words/`. A value is a lazy sentence with named placeholders (a bare percent
sign is written twice), or a function of the parameters where the sentence has a plural.
"""

import importlib
import logging
import os
import pkgutil
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import FunctionType

from flask import has_app_context
from flask_babel import format_date, format_datetime, get_locale
from flask_babel import lazy_gettext as _

from portal.adapters.locale_format import language_name, locale_of
from portal.domain.refusals import Refusal
from portal.web import words as nouns

Sentence = object
_UNKNOWN = _("Det gick inte att göra. Kod: %(code)s")


class UnknownCode(LookupError):
    """A refusal has no words: somebody added a code without its sentence."""


def _merged() -> dict[str, Sentence]:
    merged: dict[str, Sentence] = {}
    for found in sorted(pkgutil.iter_modules(nouns.__path__), key=lambda module: module.name):
        noun = importlib.import_module(f"{nouns.__name__}.{found.name}")
        own: Mapping[str, Sentence] = getattr(noun, "WORDS", {})
        if twice := merged.keys() & own.keys():
            raise RuntimeError(f"two sentences for {sorted(twice)}")
        merged |= own
    return merged


SENTENCES = _merged()


def words(refusal: Refusal) -> str:
    """The sentence for a refusal. A code without words raises UnknownCode in tests, else it is logged."""
    sentence = SENTENCES.get(refusal.code)
    if sentence is None:
        if "PYTEST_CURRENT_TEST" in os.environ:
            raise UnknownCode(refusal.code)
        logging.getLogger(__name__).error("No words for the code %s", refusal.code)
        return str(_UNKNOWN) % {"code": refusal.code}
    params = {
        name: _readable(_names(value) if name == "languages" else value) for name, value in refusal.params.items()
    }
    if isinstance(sentence, FunctionType):
        speak: Callable[[Mapping[str, object]], object] = sentence
        return str(speak(refusal.params)) % params
    return str(sentence) % params


def _names(codes: object) -> object:
    if not isinstance(codes, list | tuple) or not has_app_context():
        return codes
    return [language_name(code, str(get_locale() or "sv")) for code in codes]


def words_when_met(code: str) -> str:
    """The sentence for a line of a gate's checklist that is met."""
    from portal.web.words.gates import MET

    return str(MET[code])


def _readable(value: object) -> object:
    """Days and instants as they are read aloud; lists with commas and the last *och*; everything else as it is."""
    if isinstance(value, datetime):
        return format_datetime(value, "d MMMM y HH:mm") if has_app_context() else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return format_date(value, "d MMMM y") if has_app_context() else value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        from babel.lists import format_list

        locale = locale_of(str((get_locale() if has_app_context() else None) or "sv"))
        return format_list([str(_readable(one)) for one in value], locale=locale)
    return value
