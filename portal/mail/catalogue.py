"""What each mail says: one function a kind. Sentences are Swedish here and come out in the reader's language.

A mail never carries a resident's text, so that hiding one leaves nothing to call back.
"""

from collections.abc import Callable, Mapping
from typing import Any

from portal.domain.mailing import MailKind
from portal.domain.moderation import NOT_COUNTED, AppealOutcome, Reason, Verdict
from portal.mail.shapes import About, Link, Mail
from portal.mail.voices import Voice
from portal.queries.mail_facts import Decided


def write(kind: MailKind, voice: Voice, about: About) -> Mail:
    """The mail of that kind in that voice."""
    return _KINDS[kind](voice, about)


def _title(voice: Voice, about: About) -> str:
    assert about.dialogue is not None
    return voice.foreign(about.dialogue.title)


def _body(voice: Voice, about: About) -> str:
    assert about.dialogue is not None
    return voice.foreign(about.dialogue.body)


def _page(voice: Voice, about: About, rest: str = "") -> str:
    assert about.dialogue is not None
    return f"{about.base}/{voice.language}/dialogues/{about.dialogue.slug}/{rest}"


def _listed(
    _: Voice,
    about: About,
    subject: str,
    paragraphs: list[str],
    links: list[Link],
    answered: bool = False,
    **more: Any,
) -> Mail:
    """A mail to somebody on the list: says so, and leads to the leaving page."""
    why = _(
        "Du får det här mejlet för att du bad oss skriva om dialogen ”%(title)s”. Din adress står på en lista som inte "
        "hänger ihop med det du skrev.",
        title=_title(_, about),
    )
    leave = about.leave and Link(_("Sluta få mejl om den här dialogen"), about.leave)
    before_answer = about.leave and not answered
    narrow = Link(_("Bara svaret: hoppa över det som kommer före"), f"{about.leave}#wish") if before_answer else None
    return Mail(subject, tuple(paragraphs), why, tuple(links), leave=leave or None, narrow=narrow, **more)


def _code(_: Voice, about: About) -> Mail:
    dialogue, code = about.dialogue, str(about.payload["code"])
    assert dialogue is not None
    paragraphs = [
        _("Vi har tagit emot din synpunkt i dialogen ”%(title)s”.", title=_title(_, about)),
        _("Med koden ser du vad du skrev och vad det leder till. Spara den, för vi kan inte ta fram den igen."),
    ]
    if dialogue.result_by and dialogue.answer_by:
        dates = {"result": _.day(dialogue.result_by), "answer": _.day(dialogue.answer_by)}
        sentence = _(
            "Senast %(result)s berättar vi vad ni sa. Senast %(answer)s berättar vi vad det ledde till.", **dates
        )
        paragraphs.append(sentence)
    receipt = Link(_("Öppna din kvittens"), f"{about.base}/{_.language}/receipt/{code}")
    subject = _("Din kod och kvittens: %(title)s", title=dialogue.title)
    return _listed(_, about, subject, paragraphs, [receipt], code=code)


def _amendment(_: Voice, about: About) -> Mail:
    assert about.dialogue is not None
    paragraphs = [
        _("%(body)s har ändrat något i löftet om dialogen ”%(title)s”.", body=_body(_, about), title=_title(_, about))
    ]
    if about.note:
        paragraphs.append(_("Skälet: %(reason)s", reason=_.foreign(about.note)))
    links = [Link(_("Läs vad som gällde förut och vad som gäller nu"), _page(_, about, "log"))]
    return _listed(_, about, _("Ändrat löfte: %(title)s", title=about.dialogue.title), paragraphs, links)


def _stop(_: Voice, about: About) -> Mail:
    assert about.dialogue is not None
    cancelled = about.payload.get("about") == "cancelled"
    paragraphs = [
        _("Dialogen ”%(title)s” ställs in.", title=_title(_, about))
        if cancelled
        else _("Dialogen ”%(title)s” avbryts i förtid.", title=_title(_, about))
    ]
    if about.dialogue.stop_reason:
        paragraphs.append(_("Skälet: %(reason)s", reason=_.foreign(about.dialogue.stop_reason)))
    if not cancelled:
        paragraphs.append(_("Det ni har skrivit finns kvar. Vi sammanställer det och svarar er."))
    links = [Link(_("Läs mer på dialogens sida"), _page(_, about))]
    title = about.dialogue.title
    subject = (
        _("Dialogen ställs in: %(title)s", title=title) if cancelled else _("Dialogen avbryts: %(title)s", title=title)
    )
    return _listed(_, about, subject, paragraphs, links)


def _interim(_: Voice, about: About) -> Mail:
    assert about.dialogue is not None
    paragraphs = [_("Svaret i dialogen ”%(title)s” dröjer.", title=_title(_, about))]
    if about.note:
        paragraphs.append(_.foreign(about.note))
    if about.new_answer_by:
        paragraphs.append(_("Nu räknar vi med att svara senast %(day)s.", day=_.day(about.new_answer_by)))
    links = [Link(_("Läs hela mellanbeskedet"), _page(_, about, "feedback"))]
    return _listed(_, about, _("Mellanbesked: %(title)s", title=about.dialogue.title), paragraphs, links)


def _result(_: Voice, about: About) -> Mail:
    assert about.dialogue is not None
    paragraphs = [_("Nu kan du läsa vad ni sa i dialogen ”%(title)s”.", title=_title(_, about))]
    if about.dialogue.answer_by:
        day = _.day(about.dialogue.answer_by)
        paragraphs.append(_("Det är resultatet. Senast %(day)s svarar vi på vad det ledde till.", day=day))
    links = [Link(_("Läs vad ni sa"), _page(_, about, "feedback"))]
    return _listed(_, about, _("Det här sa ni: %(title)s", title=about.dialogue.title), paragraphs, links)


def _proposal(_: Voice, about: About) -> Mail:
    assert about.dialogue is not None
    paragraphs = [
        _("Nu kan du läsa vad förvaltningen föreslår efter dialogen ”%(title)s”.", title=_title(_, about)),
        _("Det är ett förslag. Politikerna har inte beslutat än, och det kan ändras."),
    ]
    if about.note:
        paragraphs.append(_.foreign(about.note))
    if about.dialogue.answer_by:
        paragraphs.append(_("Svaret kommer senast %(day)s.", day=_.day(about.dialogue.answer_by)))
    links = [Link(_("Läs förslaget"), _page(_, about, "feedback"))]
    return _listed(_, about, _("Förvaltningens förslag: %(title)s", title=about.dialogue.title), paragraphs, links)


def _answer(_: Voice, about: About) -> Mail:
    assert about.dialogue is not None
    paragraphs = [
        _("Nu är svaret klart i dialogen ”%(title)s”.", title=_title(_, about)),
        *_decision(_, about.dialogue.decided),
        _(
            "Du kan läsa vad som ändrades, vad som inte ändrades och varför. "
            "Med din kod ser du vad din synpunkt ledde till."
        ),
    ]
    links = [
        Link(_("Läs svaret"), _page(_, about, "feedback")),
        Link(_("Öppna din kvittens med koden"), f"{about.base}/{_.language}/receipt"),
    ]
    after = _("Vill du veta när det är genomfört också?")
    silent = _("Säger du inte ja tar vi bort din adress om %(days)s dagar.", days=about.silent_days)
    yes = about.leave and Link(_("Ja, skriv när det är genomfört"), f"{about.leave}#wish")
    asked: dict[str, Any] = {"after": (after, silent), "after_links": (yes,)} if yes else {}
    return _listed(
        _, about, _("Svaret är klart: %(title)s", title=about.dialogue.title), paragraphs, links, answered=True, **asked
    )


def _decision(_: Voice, decided: Decided | None) -> list[str]:
    """The final decision as a sentence of the answer."""
    if decided is None:
        return []
    who, on, section = _.foreign(decided.by), _.day(decided.on), decided.section
    if decided.delegated:
        said = _(
            "%(who)s beslutade på delegation %(date)s, beslut nummer %(number)s.", who=who, date=on, number=section
        )
    else:
        said = _("%(body)s beslutade %(date)s, § %(section)s.", body=who, date=on, section=section)
    return [said]


def _correction(_: Voice, about: About) -> Mail:
    assert about.dialogue is not None
    if not about.dialogue.is_answered:
        paragraphs = [_("Vi har rättat det vi publicerade i dialogen ”%(title)s”.", title=_title(_, about))]
        paragraphs += [_.foreign(about.note)] if about.note else []
        links = [Link(_("Läs det rättade"), _page(_, about, "feedback"))]
        return _listed(_, about, _("Rättelse: %(title)s", title=about.dialogue.title), paragraphs, links)
    paragraphs = [_("Vi har rättat svaret i dialogen ”%(title)s”.", title=_title(_, about))]
    if about.note:
        paragraphs.append(_.foreign(about.note))
    links = [Link(_("Läs det rättade svaret"), _page(_, about, "feedback"))]
    return _listed(_, about, _("Rättat svar: %(title)s", title=about.dialogue.title), paragraphs, links, answered=True)


def _follow_up(_: Voice, about: About) -> Mail:
    assert about.dialogue is not None
    paragraphs = [_("Du ville veta hur det går efter dialogen ”%(title)s”.", title=_title(_, about))]
    if about.note:
        paragraphs.append(_.foreign(about.note))
    links = [Link(_("Läs uppföljningen"), _page(_, about, "feedback"))]
    return _listed(_, about, _("Uppföljning: %(title)s", title=about.dialogue.title), paragraphs, links, answered=True)


def _next_dialogue(_: Voice, about: About) -> Mail:
    assert about.dialogue is not None
    assert about.following is not None
    title = _.foreign(about.following.title)
    paragraphs = [
        _("Dialogen ”%(title)s” fortsätter i en ny: ”%(next)s”.", title=_title(_, about), next=title),
        _("Vi frågar bara en gång. Säger du inte ja skriver vi inte om den nya dialogen."),
    ]
    links = [Link(_("Läs om den nya dialogen"), f"{about.base}/{_.language}/dialogues/{about.following.slug}/")]
    if about.leave:
        links.append(Link(_("Ja, skriv om den nya dialogen också"), f"{about.leave}#next"))
    return _listed(
        _, about, _("En ny dialog: %(title)s", title=about.following.title), paragraphs, links, answered=True
    )


def _about_a_text(_: Voice, about: About, subject: str, paragraphs: list[str]) -> Mail:
    """A mail to the one writer who asked to hear about a text."""
    why = _(
        "Du får det här mejlet för att du bad oss skriva om din text i dialogen ”%(title)s” inte kan visas som du "
        "skrev den. Adressen tas bort när svaret är klart.",
        title=_title(_, about),
    )
    receipt = Link(_("Öppna din kvittens med koden"), f"{about.base}/{_.language}/receipt")
    leave = about.leave and Link(_("Sluta få mejl om den här texten"), about.leave)
    return Mail(subject, tuple(paragraphs), why, (receipt,), leave=leave or None)


def _reasons(_: Voice) -> Mapping[Reason, str]:
    return {
        Reason.PERSONAL_DATA: _("uppgifter om dig eller någon annan som inte bör spridas"),
        Reason.THREAT_OR_HATE: _("hot eller hat mot människor"),
        Reason.MAY_BE_ILLEGAL: _("kan vara olagligt att visa"),
        Reason.OTHERS_RIGHTS: _("text eller bild som någon annan har rätten till"),
        Reason.OTHER_MATTER: _("gäller en annan fråga"),
        Reason.ADVERTISING_OR_TEST: _("reklam, test eller skräp"),
        Reason.TAKEN_BACK: _("du har själv tagit tillbaka den"),
    }


def _review_decision(_: Voice, about: About) -> Mail:
    verdict = Verdict(about.payload["verdict"])
    reason = Reason(about.payload["reason"]) if about.payload.get("reason") else None
    sentences = {
        Verdict.SHOWN: _(
            "Vi har läst din text i dialogen ”%(title)s” igen. Den visas som du skrev den.", title=_title(_, about)
        ),
        Verdict.MASKED: _(
            "Vi har läst din text i dialogen ”%(title)s”. Den visas med en del dold.", title=_title(_, about)
        ),
        Verdict.WITHHELD: _("Vi har läst din text i dialogen ”%(title)s”. Den visas inte.", title=_title(_, about)),
    }
    paragraphs = [sentences[verdict]]
    if reason is not None:
        paragraphs.append(_("Skälet: %(reason)s", reason=_reasons(_)[reason]))
    paragraphs += _notes(_, about)
    if reason not in NOT_COUNTED:
        paragraphs.append(_("Den läses och räknas som alla andra."))
    if verdict is not Verdict.SHOWN:
        sentence = _(
            "Tycker du att beslutet är fel? Från kvittensen kan du be någon annan pröva det, inom %(days)s dagar.",
            days=about.appeal_days,
        )
        paragraphs.append(sentence)
    return _about_a_text(_, about, _("Beslut om hur din text visas"), paragraphs)


def _appeal_decision(_: Voice, about: About) -> Mail:
    changed = about.payload.get("outcome") == AppealOutcome.CHANGED.value
    said = (
        _(
            "Någon annan har prövat beslutet om din text i dialogen ”%(title)s”. Beslutet ändras.",
            title=_title(_, about),
        )
        if changed
        else _(
            "Någon annan har prövat beslutet om din text i dialogen ”%(title)s”. Beslutet ligger fast.",
            title=_title(_, about),
        )
    )
    return _about_a_text(_, about, _("Vi har prövat beslutet om din text"), [said, *_notes(_, about)])


def _staff_sign_in(_: Voice, about: About) -> Mail:
    link = Link(_("Välj lösenord"), str(about.payload["link"]))
    paragraphs = [
        _("Du har ett konto i portalen för medborgardialog hos %(municipality)s.", municipality=about.municipality),
        _("Länken gäller en gång. Den förbrukas först när du har valt lösenord."),
    ]
    why = _("Du får det här mejlet för att en administratör har bett om en länk till dig.")
    return Mail(_("Välj lösenord till Gensvar"), tuple(paragraphs), why, (link,))


def _notes(_: Voice, about: About) -> list[str]:
    note = str(about.payload.get("note") or "").strip()
    return [_.foreign(note)] if note else []


_KINDS: Mapping[MailKind, Callable[[Voice, About], Mail]] = {
    MailKind.CODE: _code,
    MailKind.AMENDMENT: _amendment,
    MailKind.STOP: _stop,
    MailKind.INTERIM: _interim,
    MailKind.RESULT: _result,
    MailKind.PROPOSAL: _proposal,
    MailKind.ANSWER: _answer,
    MailKind.CORRECTION: _correction,
    MailKind.FOLLOW_UP: _follow_up,
    MailKind.NEXT_DIALOGUE: _next_dialogue,
    MailKind.REVIEW_DECISION: _review_decision,
    MailKind.APPEAL_DECISION: _appeal_decision,
    MailKind.STAFF_SIGN_IN: _staff_sign_in,
}
