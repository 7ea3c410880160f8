"""The methods every new library begins with, and the steps each fits (domain brief, *Methods and levels*)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class StandardMethod:
    """A method that fits the steps `lowest`..`highest`; in some people hear each other. `name` is by language."""

    key: str
    lowest: int
    highest: int
    hear_each_other: bool
    name: Mapping[str, str]


def _named(sv: str, fi: str, en: str, ar: str) -> Mapping[str, str]:
    return {"sv": sv, "fi": fi, "en": en, "ar": ar}


STANDARD: tuple[StandardMethod, ...] = (
    StandardMethod("open_house", 1, 2, False, _named("Öppet hus", "Avoimet ovet", "Open house", "يوم مفتوح")),
    StandardMethod("survey", 2, 2, False, _named("Enkät", "Kysely", "Survey", "استبيان")),
    StandardMethod(
        "panel", 2, 3, False, _named("Medborgarpanel", "Kansalaispaneeli", "Residents’ panel", "لجنة سكان دائمة")
    ),
    StandardMethod(
        "sms_question", 2, 2, False, _named("Sms-fråga", "Tekstiviestikysymys", "Text question", "سؤال برسالة نصية")
    ),
    StandardMethod("map", 2, 3, False, _named("Kartdialog", "Karttakysely", "Map dialogue", "حوار على الخريطة")),
    StandardMethod("focus_group", 2, 3, True, _named("Fokusgrupp", "Fokusryhmä", "Focus group", "مجموعة نقاش مركّزة")),
    StandardMethod("walk", 2, 3, True, _named("Gåtur", "Kävelykierros", "Walk and talk", "جولة مشي مشتركة")),
    StandardMethod(
        "meeting", 1, 3, True, _named("Medborgarmöte", "Asukastilaisuus", "Residents’ meeting", "لقاء مع السكان")
    ),
    StandardMethod(
        "chat",
        1,
        3,
        True,
        _named("Chatt eller frågestund", "Chatti tai kyselytunti", "Chat or question time", "دردشة أو ساعة أسئلة"),
    ),
    StandardMethod("cafe", 3, 4, True, _named("Dialogcafé", "Keskustelukahvila", "Dialogue café", "مقهى الحوار")),
    StandardMethod("forum", 2, 4, True, _named("E-dialog", "Verkkokeskustelu", "Online dialogue", "حوار إلكتروني")),
    StandardMethod(
        "workshop", 3, 4, True, _named("Framtidsverkstad", "Tulevaisuusverstas", "Future workshop", "ورشة المستقبل")
    ),
    StandardMethod(
        "council",
        3,
        4,
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
        3,
        5,
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
        4,
        5,
        False,
        _named("Medborgarbudget", "Osallistuva budjetointi", "Participatory budget", "ميزانية تشاركية"),
    ),
    StandardMethod(
        "referendum", 4, 5, False, _named("Folkomröstning", "Kansanäänestys", "Local referendum", "استفتاء محلي")
    ),
)
