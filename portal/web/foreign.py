"""Words that stand in Swedish in every language, marked as such for the reader's eye, voice and spelling."""

from markupsafe import Markup, escape

from portal.domain.languages import SOURCE
from portal.web.formats import reader_language


def swedish(words: str) -> str:
    """The words themselves to a Swedish reader, else the same in an element that says they are Swedish."""
    if reader_language() == SOURCE or not words:
        return words
    return Markup('<span lang="sv" dir="ltr">{}</span>').format(words)


def sentence(pattern: str, **parts: object) -> str:
    """A translated sentence with its named parts put in: parts that are markup stay so, everything else is escaped."""
    return Markup(pattern) % parts  # noqa: S704 - a sentence of the catalogues, whose parts are escaped here


def unmarked(words: str) -> str:
    """The words of a sentence without its marks, for feeds and other places that show plain text."""
    return str(escape(words).striptags())
