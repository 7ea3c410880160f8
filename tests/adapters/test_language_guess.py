"""A guess at the language of a text."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.adapters.language_guess import _WORD, BY_SCRIPT, LANGUAGES, UNKNOWN, _by_words, guess, warm

SENTENCES = Path(__file__).parents[3] / "shared" / "data" / "language_sentences.tsv"
TEXTS = {
    "sv": "Jag tycker att cykelvägen mellan skolan och biblioteket behöver bättre belysning.",
    "fi": "Mielestäni koulun ja kirjaston välinen pyörätie tarvitsee paremman valaistuksen.",
    "en": "I think the cycle path between the school and the library needs better lighting.",
    "ar": "أعتقد أن مسار الدراجات بين المدرسة والمكتبة يحتاج إلى إضاءة أفضل.",
    "fa": "به نظر من مسیر دوچرخه‌سواری بین مدرسه و کتابخانه به روشنایی بهتری نیاز دارد.",
    "so": "Waxaan u malaynayaa in waddada baaskiilka ee u dhexeysa dugsiga iyo maktabadda ay u baahan tahay nalal.",
    "ti": "እቲ ኣብ መንጎ ቤት ትምህርትን ቤተ መጻሕፍትን ዘሎ መንገዲ ብሽክለታ ዝሓሸ መብራህቲ የድልዮ እዩ።",
    "ckb": "پێم وایە ڕێگای پاسکیل لە نێوان قوتابخانە و کتێبخانەکە پێویستی بە ڕووناکی باشتر هەیە.",
    "zh": "我认为学校和图书馆之间的自行车道需要更好的照明。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_is_known_for_what_it_is(language: str) -> None:
    assert guess(TEXTS[language]).language == language


@pytest.mark.parametrize(
    "text", ["", "   ", "Bra!", "Ja, mer träd", "😀" * 50, "1234567890 1234567890 12345", "\u0301" * 40]
)
def test_too_little_to_go_by_is_not_guessed(text: str) -> None:
    assert guess(text) == UNKNOWN


def test_confidence_is_between_nothing_and_one() -> None:
    for text in TEXTS.values():
        assert 0.0 < guess(text).confidence <= 1.0


def test_there_are_at_least_24_languages() -> None:
    assert len(set(LANGUAGES)) >= 24
    assert not set(LANGUAGES) & set(BY_SCRIPT)


def test_importing_loads_no_models() -> None:
    code = "import sys, portal.adapters.language_guess; print('lingua' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_many_at_once_get_the_same_answer() -> None:
    warm()
    with ThreadPoolExecutor(8) as pool:
        assert {one.language for one in pool.map(guess, [TEXTS["sv"]] * 200)} == {"sv"}


def test_a_very_long_text_takes_no_longer_than_its_beginning() -> None:
    assert guess(TEXTS["fi"] * 10_000).language == "fi"


def test_sentences_of_24_languages_are_known_as_well_as_we_say() -> None:
    if not SENTENCES.exists():
        pytest.skip(f"needs {SENTENCES.name} in ../shared/data")
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for line in SENTENCES.read_text(encoding="utf-8").splitlines()[1:]:
        language, kind, text = line.split("\t")
        made = guess(text).language
        if kind == "sentence" and made is not None:
            close = {"bs", "hr", "sr"} if language in ("bs", "hr", "sr") else {language}
            asked[language] += 1
            right[language] += made in close
    assert right.total() / asked.total() > 0.97
    assert {language for language in asked if right[language] / asked[language] < 0.90} == set()


def test_common_words_settle_a_plain_sentence_without_the_models() -> None:
    code = f"import sys; from portal.adapters.language_guess import guess; print(guess({TEXTS['sv']!r}).language)"
    code += "; print('lingua' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["sv", "False"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Jeg synes at det er for mange biler og at vi må ha flere trær langs veien til skolen.", "nb"),
        ("Jeg synes, at der er for mange biler, og at vi skal have flere træer ved vejen til skolen.", "da"),
        ("Ik vind dat de weg naar de school te donker is en dat er meer lampen moeten komen.", "nl"),
        ("Minu arvates on koolitee liiga pime ja seal peab olema rohkem valgust ning puid.", "et"),
    ],
)
def test_a_neighbouring_language_is_not_taken_for_one_that_common_words_settle(text: str, language: str) -> None:
    assert guess(text).language == language


def test_a_text_in_two_languages_is_left_to_the_models() -> None:
    mixed = _WORD.findall(
        "Jag vill att det blir fler träd och att man kan sitta. I think that the path is not safe for us."
    )
    assert _by_words(mixed) is None
