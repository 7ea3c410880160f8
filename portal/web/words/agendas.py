"""Words for what is wrong with the meetings of the bodies and their agendas."""

from flask_babel import lazy_gettext as _

WORDS = {
    "NO_SUCH_BODY_MEETING": _("Det finns inget sammanträde med den adressen."),
    "MEETING_ALREADY_THAT_DAY": _("Nämnden har redan ett sammanträde den dagen. Lägg ärendena där i stället."),
    "BODY_MEETING_IN_PAST": _("Dagen har redan varit. Välj i dag eller en senare dag."),
    "BODY_MEETING_CANCELLED": _("Sammanträdet är inställt. Lägg ärendet på ett annat sammanträde."),
    "BODY_MEETING_HELD": _("Sammanträdet har redan varit. Föredragningslistan går inte att ändra längre."),
    "ALREADY_ON_AGENDA": _("Ärendet står redan på föredragningslistan."),
    "NOT_ON_AGENDA": _("Ett ärende står inte kvar på föredragningslistan. Inget är sparat. Läs listan igen."),
    "MOVE_WITHOUT_REASON": _("Skriv varför. Skälet sparas och visas."),
    "MOVED_TO_THE_SAME_DAY": _("Sammanträdet är redan den dagen. Välj en annan dag."),
    "NOTHING_CHOSEN": _("Kryssa för minst ett ärende."),
    "CONSIDERED_MEANWHILE": _(
        "Någon annan har redan övervägt, avgjort eller återtagit %(matters)s. Inget är sparat. Läs listan igen och välj"
        " på nytt."
    ),
    "DECIDED_BEFORE_REGISTERED": _("Beslutet kan inte ha kommit innan ärendet registrerades, %(registered)s."),
    "DIALOGUE_STILL_LIVES": _("Det pågår en dialog i ärendet. Skriv in beslutet i dialogen i stället."),
    "MOVED_TO_THE_SAME_BODY": _("Välj en annan nämnd eller styrelse än den som har ansvaret nu."),
    "row.registry-number-twice": _("Samma diarienummer står på två rader i filen. Bara den första är inläst."),
    "row.value-too-long": _("Ett värde på raden är för långt. Diarienumret får ha högst 60 tecken."),
    "row.meeting-in-past": _("Sammanträdet %(day)s har redan varit. Ärendet är inte lagt på någon föredragningslista."),
    "row.withdrawn": _("Ärendet är återtaget och läggs inte på någon föredragningslista."),
}
