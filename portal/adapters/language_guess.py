"""Which language a text is probably written in: told by its commonest words or letters where these leave no doubt,
else by lingua (low-accuracy mode: about 40 MB of models, loaded once).

A guess is an offer: the writer's own choice wins, and below 20 letters nothing is guessed.
"""

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
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
FEWEST_WORDS = 2
LEAST_SHARE = 0.2
_COMMON = {
    "sv":
        "och att är inte jag det som en ett på för av med den de till om har var man vi kan så eller men från vid ska "
        "skulle mycket också där när här då nu än finns blir vara bli får gör åt ut upp över under efter mellan mot "
        "utan någon något några detta denna dessa alla många mer mest bara även sig sin sitt sina er ni dem hur vad "
        "vill bör måste behöver samt genom mig",
    "fi":
        "ja on ei se että en hän mutta kuin ovat oli olla myös sekä tai jos niin kun nyt tämä tämän ne joka jotka "
        "mitä vain voi voisi pitäisi pitää mukaan kanssa ennen jälkeen hyvin paljon enemmän kaikki sitten vielä olisi "
        "minun minä me he eivät ole mikä miten missä siellä täällä koska sen siitä tulee pois jo tehdä voidaan",
    "en":
        "the and of to in is that it for was on are as with his they at be this have from or had by but not what all "
        "were we when your can said there use each which she do how their if will up other about out many then them "
        "these so some her would make like him has more could go see no way people my than been call who its now find "
        "should our because very also where there's i you a an",
    "de":
        "und der die das nicht ist ich ein eine zu den mit von auf für sich auch es an werden aus er hat dass sie "
        "nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr "
        "durch man sein wurde sei im dem des wir kann können sollte muss hier wenn mir sehr viel als keine dort gibt "
        "schon wäre doch damit weil ihr diese dieser",
    "fr":
        "le la les de des et est en un une du que qui dans ce il pas pour sur au avec ne se plus par sont je vous "
        "nous ils elle mais ou leur cette aux ces être fait comme si tout son sa ses été très même entre sans doit "
        "peut faire aussi bien donc où car y a c'est d'une l'on trop",
    "es":
        "el la los las de que y en un una es no se por con para lo del al más como pero sus su le ya o este sí porque "
        "esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni "
        "contra otros ese eso ante ellos esto mí antes algunos qué unos yo otro tanto ser está son han fue puede "
        "hacer",
    "nl":
        "de het een en van ik te dat die in is je niet op aan met als voor had er maar om hem dan zou of wat mijn men "
        "dit zo door over ze zich bij ook tot uit kan zijn heeft worden wordt naar geen moet deze veel meer nog wel "
        "werd hun onze wij hebben omdat",
    "da":
        "og i at det er en til på som de med han af for ikke der var mig sig men et har om vi min havde ham hun nu "
        "over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne ind når være dog "
        "noget jeg kan også efter meget flere mange bliver hvis denne uden mere kun",
    "nb":
        "og i jeg det at en et den til er som på de med han av ikke der så var meg seg men ett har om vi min mitt ha "
        "hadde hun nå over da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal selv sjøl her alle vil "
        "bli ble blitt kunne inn når være kom noen noe ville dere mange også etter mer bare mye",
    "pl":
        "i w na z do się nie to jest że o jak po co ale za od tak przez dla są był jego czy tylko może ma być już "
        "przy było bardzo jako także który która które oraz tym tego jej ich ten ta pod nad ze tam kiedy lub więc",
    "et":
        "ja on ei et see ta ning kui oma ka oli mis aga või kes siis ma nii välja olid seda veel üle selle üks mida "
        "pole juba mul kas nagu kuid pärast vaid me",
    "tr":
        "ve bir bu da de için çok ile o ne gibi daha ama var mi mı kadar olarak sonra en değil ben olan biz her şey "
        "ya ki ise veya olduğu yok diye şu",
    "so":
        "iyo waa in ka ku la u oo ay uu ah soo waxaa si aan ma kale hadda markii ayaa laga loo waxay wuxuu lagu badan "
        "dadka inuu inay uga kuwa sida laakiin",
    "ro":
        "și de la în a cu pe nu este un o din care că pentru se mai au sau dar ca fost sunt fi ce al ai prin după cum "
        "foarte",
    "it":
        "di e il la che in un per è non una sono con si del da al le dei più ma anche gli della nel alla lo come se "
        "ha questo essere",
    "pt":
        "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou "
        "quando muito nos já também só pelo pela até isso são",
    "hr":
        "i je u na se da za od su s o to kao ne bi što koji iz ili ali biti po do sa nije kako samo sve koje ja će "
        "već može ako",
    "sq": "dhe të në e për që një me nga është i u ka si nuk do më por ky kjo janë ishte se edhe ose",
    "lt": "ir yra kad į ne su tai buvo kaip iš jis bet ar prie už tik jo nuo apie per labai kurie savo",
    "hu": "a az és hogy nem is egy ez volt meg de csak van ha már még vagy mint el ki azt lehet nagyon kell",
}  # fmt: skip
"""The words that a language cannot do without. Those that only one of them has tell it from all others."""
_TOLD_BY_WORDS = frozenset({"sv", "fi", "en", "de", "fr", "es"})
"""Languages that such words settle; the others are here so that none of them is taken for one of these."""
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u3400-\u9fff]")
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
    words = _WORD.findall(sample)
    if _weight(sample, words) < FEWEST_LETTERS:
        return UNKNOWN
    told = _by_words(words) or _by_script(sample, words)
    if told is not None:
        return told
    best = next(islice(_detector().compute_language_confidence_values(sample), 1), None)
    if best is None or best.value <= 0.0:
        return UNKNOWN
    return Guess(best.language.iso_code_639_1.name.lower(), round(best.value, 4))


def warm() -> None:
    """Load the models now (about 0.2 s) instead of at the first guess."""
    _detector()


def _weight(sample: str, words: Sequence[str]) -> int:
    return sum(map(len, words)) + 2 * len(_HAN.findall(sample))


def _by_words(words: Sequence[str]) -> Guess | None:
    """A language whose own common words are many and that no other's contradict: twenty times cheaper than the models.

    Nothing it says is wrong on the sentences of the tests; it says nothing about the half that is less plain.
    """
    different = {word.lower() for word in words}
    own: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    for languages in filter(None, map(_LANGUAGES_OF.get, different)):
        (own if len(languages) == 1 else shared).update(languages)
    if not own:
        return None
    (best, count), *others = own.most_common()
    fits = count + shared[best]
    if best not in _TOLD_BY_WORDS or count < FEWEST_WORDS or fits < LEAST_SHARE * len(different):
        return None
    if any(3 * other > count for _, other in others):
        return None
    if any(own[code] + shared[code] >= fits - 1 for code in {*own, *shared} - {best}):
        return None
    return Guess(best, 1.0)


def _by_script(sample: str, words: Sequence[str]) -> Guess | None:
    ethiopic = len(_ETHIOPIC.findall(sample))
    if ethiopic and ethiopic * 2 > len(sample.split()) and ethiopic * 2 > _weight(sample, words):
        share = len(_ONLY_TIGRINYA.findall(sample)) / ethiopic
        return Guess("ti", 0.9) if share > 0.02 else Guess("am", 0.7)
    arabic = len(_ARABIC.findall(sample))
    if arabic * 2 > _weight(sample, words) and len(_SORANI.findall(sample)) / arabic > 0.08:
        return Guess("ckb", 0.9)
    return None


def _languages_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _COMMON.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


_LANGUAGES_OF = _languages_of()


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
