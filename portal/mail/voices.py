"""The reader's language in a mail, without a request: catalogue, dates, direction, and the templates that speak it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from portal.adapters import locale_format
from portal.settings import ROOT

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True)
class Voice:
    """One language in one municipality's zone. `language` is what links and headers say."""

    language: str
    zone: ZoneInfo
    catalogues: Path = ROOT / "translations"

    def __call__(self, sentence: str, **names: object) -> str:
        """The Swedish sentence in this language, with its `%(name)s` filled in."""
        said = _catalogue(self.catalogues, self.language).gettext(sentence)
        return said % names if names else said.replace("%%", "%")

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return locale_format.direction(self.language)

    def day(self, moment: date | datetime) -> str:
        """*17 mars 2027*, in this language."""
        return locale_format.date_short(moment, self.language, self.zone)

    def foreign(self, text: str) -> str:
        """A name that may be in another script, kept from turning the sentence round it in a right-to-left language."""
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}" if self.direction == "rtl" else text

    def render(self, template: str, values: Mapping[str, object]) -> str:
        """A template of templates/mail/ in this language."""
        return (
            _environment(self.catalogues, self.language).get_template(f"mail/{template}").render(**values, voice=self)
        )


@lru_cache(maxsize=64)
def _catalogue(folder: Path, language: str) -> NullTranslations:
    return Translations.load(folder, [language.replace("-", "_")])


@lru_cache(maxsize=64)
def _environment(folder: Path, language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = _catalogue(folder, language)
    made.install_gettext_callables(catalogue.gettext, catalogue.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return made
