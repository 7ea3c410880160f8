"""What an entry of the record tells, in words: one sentence per verb of the services."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

VERBS: Mapping[str, LazyString] = {
    "amendments.amend": _("Ändrade löftet"),
    "answers.approve": _("Skrev in att svaret är godkänt"),
    "answers.promise_follow_up": _("Lade till en uppföljning"),
    "answers.set_next_step": _("Skrev nästa steg"),
    "answers.set_outcome": _("Angav vad det blev"),
    "answers.settle_follow_up": _("Uppdaterade en uppföljning"),
    "commitments.add_point": _("Lade till en punkt i åtagandet"),
    "commitments.approve": _("Skrev in att åtagandet är godkänt"),
    "commitments.order_points": _("Ordnade om punkterna"),
    "commitments.remove_point": _("Tog bort en punkt"),
    "corrections.add_language": _("Lade till ett språk"),
    "corrections.correct_contact": _("Bytte kontaktperson"),
    "corrections.correct_typing_error": _("Rättade ett skrivfel"),
    "corrections.show_language": _("Visade ett språk för invånarna"),
    "decisions.approve_minutes": _("Skrev in att protokollet är justerat"),
    "decisions.correct": _("Rättade ett beslut som var fel infört"),
    "decisions.record": _("Skrev in ett beslut"),
    "dialogues.announce": _("Tillkännagav dialogen"),
    "dialogues.hold": _("Skapade dialogen"),
    "dialogues.pass_should": _("Förklarade varför något som bör vara uppfyllt inte är det"),
    "dialogues.plan": _("Ändrade planen"),
    "dialogues.state_extensive": _("Angav om dialogen är omfattande"),
    "endings.abandon": _("Lade ned dialogen"),
    "endings.answer_elsewhere": _("Valde vilken dialog den besvaras i"),
    "endings.cancel": _("Ställde in dialogen"),
    "endings.stop_early": _("Avbröt dialogen"),
    "evaluations.conclude": _("Avslutade dialogen"),
    "evaluations.evaluate": _("Skrev in dialoggruppens utvärdering"),
    "evaluations.learn": _("Skrev in en lärdom"),
    "evaluations.report_to_body": _("Skrev in redovisningen i nämnden"),
    "groups.add_group": _("Lade till en berörd grupp"),
    "groups.add_measure": _("Lade till en insats"),
    "groups.add_member": _("Lade till en person i dialoggruppen"),
    "groups.change_group": _("Ändrade en berörd grupp"),
    "groups.end_member": _("Skrev in sista dagen för en person i dialoggruppen"),
    "groups.remove_group": _("Tog bort en berörd grupp"),
    "groups.remove_measure": _("Tog bort en insats"),
    "groups.settle_measure": _("Uppdaterade en insats"),
    "diary.export": _("Tog ut diarielistan som fil"),
    "handovers.send_late_views": _("Skickade nämnden det som kom efter överlämningen"),
    "handovers.hand_over": _("Lämnade över resultatet"),
    "imports.begin": _("Började läsa in en fil med synpunkter"),
    "imports.finish": _("Läste klart en fil med synpunkter"),
    "imports.take_in": _("Tog in synpunkter från en fil"),
    "meetings.add": _("Lade till ett möte"),
    "meetings.cancel": _("Ställde in ett möte"),
    "meetings.move": _("Flyttade ett möte"),
    "meetings.record_held": _("Skrev in antal deltagare på ett möte"),
    "moderation.decide": _("Granskade en synpunkt"),
    "moderation.decide_in_bulk": _("Granskade flera synpunkter på en gång"),
    "moderation.dismiss_flag": _("Avfärdade en markering"),
    "moderation.keep_reported": _("Behöll en anmäld text"),
    "moderation.pass_on": _("Skickade en synpunkt vidare"),
    "methods.fill": _("Fyllde metodbiblioteket"),
    "receive": _("Lämnade en synpunkt"),
    "register": _("Registrerade en synpunkt"),
    "prepare_codes": _("Gjorde koder till pappersformulär"),
    "add_to": _("Lade till något i sin synpunkt"),
    "take_back": _("Tog tillbaka sin synpunkt"),
    "appeal": _("Bad oss pröva ett beslut igen"),
    "report": _("Anmälde en text"),
    "read_addresses": _("Läste adresser för att nå dem som inte har e-post"),
    "settle_delivery": _("Antecknade hur en utgåva nådde fram"),
    "taken_off_list": _("Tog bort dem på listan som inte ville veta mer"),
    "contacts_removed": _("Gallrade adresser"),
    "moderation.read": _("Läste synpunkter"),
    "moderation.reply": _("Skrev ett personligt svar på en kvittens"),
    "moderation.settle_appeal": _("Prövade ett beslut igen"),
    "moderation.share_out": _("Delade ut synpunkter att läsa"),
    "moderation.take_from": _("Tog över synpunkter från en kollega"),
    "moderation.translate": _("Skrev en arbetsöversättning"),
    "moderation.undo": _("Ångrade ett beslut"),
    "questions.add": _("Lade till en fråga"),
    "questions.add_option": _("Lade till ett alternativ"),
    "questions.change": _("Ändrade en fråga"),
    "questions.order": _("Ordnade om frågorna"),
    "questions.remove": _("Tog bort en fråga"),
    "questions.remove_option": _("Tog bort ett alternativ"),
    "results.drop_quote": _("Tog bort ett citat"),
    "results.pick_quote": _("Valde ett citat"),
    "series.copy_before": _("Kopierade från dialogen före"),
    "submissions.export": _("Tog ut synpunkter till en fil"),
    "texts.correct_translation": _("Rättade en översättning"),
    "texts.mark_read": _("Läste igenom en översättning"),
    "texts.write": _("Skrev en text"),
    "themes.code": _("Gav en synpunkt tema"),
    "themes.code_in_bulk": _("Gav flera synpunkter tema på en gång"),
    "themes.create": _("Lade till ett tema"),
    "themes.link_points": _("Kopplade ett tema till punkter"),
    "themes.merge": _("Slog ihop teman"),
    "themes.part": _("Delade på teman"),
    "themes.rename": _("Bytte namn på ett tema"),
    "themes.set_stance": _("Angav om ett tema har för och emot"),
    "themes.undo": _("Ångrade en kodning"),
}
_NOUNS: Mapping[str, LazyString] = {
    "submissions": _("Ändrade en synpunkt"),
    "feedback": _("Publicerade återkoppling"),
    "editions": _("Publicerade återkoppling"),
    "mailing": _("Ändrade listan eller utskicken"),
    "outbox": _("Ändrade utskicken"),
    "themes": _("Ändrade teman"),
    "results": _("Ändrade resultatet"),
}


def who(actor: str) -> str:
    """Who did it: a member of staff by name, else what kind of actor it was."""
    return str({"resident": _("en invånare"), "system": _("portalen")}.get(actor, actor))


def sentence(verb: str) -> str:
    """What was done; a verb without a sentence of its own is told by its noun, else as it is written."""
    return str(VERBS.get(verb) or _NOUNS.get(verb.partition(".")[0]) or verb)


def old_and_new(before: Any, after: Any) -> tuple[str | None, str | None]:
    """The words that were changed, when the entry is about one text."""

    def words(value: Any) -> str | None:
        if isinstance(value, str):
            return value
        found = value.get("source") if isinstance(value, dict) else None
        return found if isinstance(found, str) else None

    return words(before), words(after)
