"""The methods every new library begins with, and how each fits the steps (domain.md 4, *Methods and levels*).

How a method fits is written as five signs, one a step from information to shared decision: `m` it is made for the step,
`p` it can do, `-` it does not fit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

STEPS = range(1, 6)
KEY_LIMIT = 40


class Fit(StrEnum):
    """How a method fits a step: its sign in the five."""

    MAIN = "m"
    POSSIBLE = "p"
    NONE = "-"


NOWHERE = Fit.NONE.value * len(STEPS)
"""A method about which nobody has said which steps it fits."""


def fit_at(fit: str, level: int) -> Fit:
    """How a method fits a level."""
    return Fit(fit[level - 1])


def steps(fit: str, *kinds: Fit) -> tuple[int, ...]:
    """The levels that a method fits in these ways (none given: at all), the lowest first."""
    wanted = kinds or (Fit.MAIN, Fit.POSSIBLE)
    return tuple(level for level in STEPS if fit_at(fit, level) in wanted)


def written(fits: Mapping[int, Fit]) -> str:
    """The five signs of how a method fits each level; a level that is not named does not fit."""
    return "".join(fits.get(level, Fit.NONE).value for level in STEPS)


def method_faults(name: str, fit: str) -> Iterable[tuple[str, str]]:
    """(field, code) of what is wrong with a method: it needs a Swedish name, and a step that it is made for."""
    if not name.strip():
        yield "name-sv", "METHOD_WITHOUT_NAME"
    if not steps(fit, Fit.MAIN):
        yield "fit-1", "METHOD_WITHOUT_STEP"


@dataclass(frozen=True)
class StandardMethod:
    """A method with how it `fit`s the steps; in some people hear each other. `name` is by language."""

    key: str
    fit: str
    hear_each_other: bool
    name: Mapping[str, str]

    @property
    def lowest(self) -> int:
        """The lowest level that it fits."""
        return steps(self.fit)[0]

    @property
    def highest(self) -> int:
        """The highest level that it fits."""
        return steps(self.fit)[-1]


def _named(sv: str, fi: str, en: str, ar: str) -> Mapping[str, str]:
    return {"sv": sv, "fi": fi, "en": en, "ar": ar}


STANDARD: tuple[StandardMethod, ...] = (
    StandardMethod("open_house", "mp---", False, _named("Öppet hus", "Avoimet ovet", "Open house", "يوم مفتوح")),
    StandardMethod("survey", "-m---", False, _named("Enkät", "Kysely", "Survey", "استبيان")),
    StandardMethod(
        "panel", "-mp--", False, _named("Medborgarpanel", "Kansalaispaneeli", "Residents’ panel", "لجنة سكان دائمة")
    ),
    StandardMethod(
        "sms_question", "-m---", False, _named("Sms-fråga", "Tekstiviestikysymys", "Text question", "سؤال برسالة نصية")
    ),
    StandardMethod("map", "-mp--", False, _named("Kartdialog", "Karttakysely", "Map dialogue", "حوار على الخريطة")),
    StandardMethod(
        "focus_group", "-mp--", True, _named("Fokusgrupp", "Fokusryhmä", "Focus group", "مجموعة نقاش مركّزة")
    ),
    StandardMethod("walk", "-mm--", True, _named("Gåtur", "Kävelykierros", "Walk and talk", "جولة مشي مشتركة")),
    StandardMethod(
        "meeting", "pmp--", True, _named("Medborgarmöte", "Asukastilaisuus", "Residents’ meeting", "لقاء مع السكان")
    ),
    StandardMethod(
        "chat",
        "ppm--",
        True,
        _named("Chatt eller frågestund", "Chatti tai kyselytunti", "Chat or question time", "دردشة أو ساعة أسئلة"),
    ),
    StandardMethod(
        "researchers",
        "-m-p-",
        False,
        _named(
            "Invånare som intervjuar", "Asukkaat haastattelijoina", "Residents as interviewers", "سكان يجرون المقابلات"
        ),
    ),
    StandardMethod("cafe", "--mp-", True, _named("Dialogcafé", "Keskustelukahvila", "Dialogue café", "مقهى الحوار")),
    StandardMethod("forum", "-pmp-", True, _named("E-dialog", "Verkkokeskustelu", "Online dialogue", "حوار إلكتروني")),
    StandardMethod(
        "workshop", "--pm-", True, _named("Framtidsverkstad", "Tulevaisuusverstas", "Future workshop", "ورشة المستقبل")
    ),
    StandardMethod(
        "council",
        "-pmm-",
        True,
        _named(
            "Brukar- eller ungdomsråd",
            "Käyttäjä- tai nuorisoneuvosto",
            "User or youth council",
            "مجلس مستخدمين أو شباب",
        ),
    ),
    StandardMethod(
        "assembly",
        "--pmp",
        True,
        _named(
            "Lottad medborgarförsamling",
            "Arvottu kansalaisraati",
            "Assembly chosen by lot",
            "جمعية سكان مختارة بالقرعة",
        ),
    ),
    StandardMethod(
        "budget",
        "---mm",
        False,
        _named("Medborgarbudget", "Osallistuva budjetointi", "Participatory budget", "ميزانية تشاركية"),
    ),
    StandardMethod(
        "referendum", "---pm", False, _named("Folkomröstning", "Kansanäänestys", "Local referendum", "استفتاء محلي")
    ),
)
