"""What each field of a text is called where officials write it."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.queries.texts import TextRow

LABELS: Mapping[str, LazyString] = {
    "body.name": _("Namn"),
    "matter.title": _("Ärendets namn"),
    "matter.summary": _("Sammanfattning"),
    "dialogue.title": _("Rubrik"),
    "dialogue.lede": _("Ingress: vad det gäller, i två meningar"),
    "dialogue.background": _("Bakgrund"),
    "dialogue.purpose": _("Syfte"),
    "dialogue.benefit": _("Nytta: det här ska dialogen ge"),
    "dialogue.use": _("Så används det du skriver"),
    "result.overview": _("Det här sa ni, i stora drag"),
    "result.who_took_part": _("Vilka som deltog"),
    "result.who_is_missing": _("Vilka vi inte nådde"),
    "result.done_about_it": _("Vad vi gjorde åt det"),
    "result.open_questions": _("Frågor som är öppna"),
    "result.asked_of_body": _("Det här ombeds nämnden att göra"),
    "answer.influence": _("Så påverkade ni"),
    "answer.decision_weighed": _("Så vägdes resultatet in i beslutet"),
    "answer.next_step": _("Det här händer nu"),
    "point.text": _("Punkt i åtagandet"),
    "point_answer.became": _("Det här blev det"),
    "point_answer.reason": _("Därför"),
    "group.name": _("Berörd grupp"),
    "measure.what": _("Insats"),
    "measure.place": _("Var insatsen görs"),
    "question.label": _("Fråga"),
    "question.help": _("Hjälptext"),
    "question.scale_low": _("Ord vid skalans början"),
    "question.scale_high": _("Ord vid skalans slut"),
    "option.label": _("Alternativ"),
    "meeting.title": _("Mötets namn"),
    "meeting.place": _("Plats"),
    "meeting.about": _("Om mötet"),
    "theme.name": _("Temats namn"),
    "theme_result.summary": _("Det här sa ni"),
    "theme_result.minority": _("De som tyckte något annat"),
    "theme_answer.became": _("Det här gör vi"),
    "theme_answer.reason": _("Därför"),
    "follow_up.what": _("Uppföljning"),
    "follow_up.because": _("Därför ändrades det"),
    "ladder_step.label": _("Stegets namn"),
    "ladder_step.promise": _("Löftet till den som deltar"),
    "amendment.reason": _("Skälet till det ändrade löftet"),
    "stop.reason": _("Skälet till att dialogen slutade i förtid"),
}


def label_of(row: TextRow) -> LazyString:
    """The label of a row's field."""
    return LABELS[f"{row.kind}.{row.field.name}"]
