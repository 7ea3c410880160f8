"""Which language a text is probably written in (lingua, low-accuracy mode: about 40 MB of models, loaded once).

A guess is an offer: the writer's own choice wins, and below 20 letters nothing is guessed.
"""

import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

LANGUAGES = (
    "sv", "fi", "en", "ar", "fa", "so", "de", "es", "fr", "pl", "bs", "hr", "sr", "uk", "ru", "tr",
    "da", "nb", "nl", "et", "lt", "ro", "sq", "hu", "el", "zh", "th", "vi",
)  # fmt: skip
BY_SCRIPT = ("ti", "am", "ckb")
"""Languages the library does not know; told by letters that only they use."""

FEWEST_LETTERS = 20
MOST_CHARACTERS = 250
_ETHIOPIC = re.compile("[\u1200-\u135a]")
_ONLY_TIGRINYA = re.compile("[\u1250-\u1256\u12a3\u12b8-\u12be]|እዩ|እዮም")
_SORANI = re.compile("[\u0695\u06b5\u06c6\u06ce\u06d5]")
_ARABIC = re.compile("[\u0621-\u06d5]")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language code (ISO 639-1, for Sorani 639-3) or None, and how sure the guess is, 0 to 1."""

    language: str | None
    confidence: float


UNKNOWN = Guess(None, 0.0)


def guess(text: str) -> Guess:
    """Guess the language of a text from its first 250 characters (more told nothing more); UNKNOWN below 20 letters.

    A Chinese letter counts as three, since it says as much.
    """
    sample = unicodedata.normalize("NFC", text[:MOST_CHARACTERS])
    if _weight(sample) < FEWEST_LETTERS:
        return UNKNOWN
    by_script = _by_script(sample)
    if by_script is not None:
        return by_script
    best = next(islice(_detector().compute_language_confidence_values(sample), 1), None)
    if best is None or best.value <= 0.0:
        return UNKNOWN
    return Guess(best.language.iso_code_639_1.name.lower(), round(best.value, 4))


def warm() -> None:
    """Load the models now (about 0.2 s) instead of at the first guess."""
    _detector()


def _weight(sample: str) -> int:
    return sum(3 if "\u3400" <= letter <= "\u9fff" else 1 for letter in sample if letter.isalpha())


def _by_script(sample: str) -> Guess | None:
    ethiopic = len(_ETHIOPIC.findall(sample))
    if ethiopic and ethiopic * 2 > len(sample.split()) and ethiopic * 2 > _weight(sample):
        share = len(_ONLY_TIGRINYA.findall(sample)) / ethiopic
        return Guess("ti", 0.9) if share > 0.02 else Guess("am", 0.7)
    arabic = len(_ARABIC.findall(sample))
    if arabic * 2 > _weight(sample) and len(_SORANI.findall(sample)) / arabic > 0.08:
        return Guess("ckb", 0.9)
    return None


def _load() -> "LanguageDetector":
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in LANGUAGES]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_low_accuracy_mode().with_preloaded_language_models().build()


def _once(load: Callable[[], "LanguageDetector"]) -> Callable[[], "LanguageDetector"]:
    lock = threading.Lock()
    loaded: list[LanguageDetector] = []

    def get() -> "LanguageDetector":
        if not loaded:
            with lock:
                if not loaded:
                    loaded.append(load())
        return loaded[0]

    return get


_detector = _once(_load)
