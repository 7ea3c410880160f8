"""The outreach kit of a dialogue in one of its languages: what a poster says, three short texts, the level explained.

Call it where that language is the reader's (`force_locale`): dates, labels and sentences follow it.
"""

from base64 import b64encode
from dataclasses import dataclass, field

from flask_babel import gettext as _

from portal.adapters.locale_format import direction
from portal.domain import sms
from portal.domain.commitments import PointKind
from portal.domain.dialogues import Level
from portal.models.dialogues import Dialogue
from portal.models.users import User
from portal.queries import commitments
from portal.settings import ROOT
from portal.web import days
from portal.web.dialogue_words import in_sentence
from portal.web.labels import LEVELS, SHOW_MODES, promise_of, steps
from portal.web.public_address import public_address, qr_picture
from portal.web.sessions import reading, settings

_ROOM_FOR_TITLE = (120, 80, 60, 40, 25)
_KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


@dataclass(frozen=True)
class Kit:
    """Everything the kit says, ready to be printed in `language`."""

    language: str
    title: str
    question: str
    body: str
    decides: str
    promise: str
    level: int
    level_name: str
    steps: list[tuple[int, object]]
    dates: str
    last_day: str
    result_by: str
    answer_by: str
    decision: str
    show: str
    use: str
    contact: User | None
    address: str
    shown_address: str
    qr: str
    logo: str | None
    announced: bool
    can_change: list[str] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)

    @property
    def words(self) -> int:
        """How many characters the explanation has of the dialogue's own: the more, the smaller it is printed."""
        return len(self.use) + sum(len(one) for one in (*self.can_change, *self.fixed))


def kit_of(dialogue: Dialogue, language: str, contact: User | None, code: str = "") -> Kit:
    """The kit of a dialogue; with the `code` of a measure its addresses lead by that measure."""
    path = f"/d/{dialogue.slug}" + (f"/{code}" if code else "")
    address = public_address(path)
    texts = dialogue.texts
    points = commitments.points_of(reading(), dialogue.id)
    decider = dialogue.deciding_body or dialogue.body
    return Kit(
        language=language,
        title=texts.plain("title", language),
        question=texts.plain("lede", language),
        body=dialogue.body.texts.plain("name", language),
        decides=in_sentence(decider.texts.plain("name", language)),
        promise=promise_of(dialogue),
        level=dialogue.level,
        level_name=str(LEVELS[Level(dialogue.level)]),
        steps=list(steps(settings().hidden_influence_level)),
        dates=_dates(dialogue),
        last_day=days.long(days.last(dialogue.closes_at)) if dialogue.closes_at else "",
        result_by=days.long(dialogue.result_by) if dialogue.result_by else "",
        answer_by=days.long(dialogue.answer_by) if dialogue.answer_by else "",
        decision=dialogue.planned_period or _day(dialogue),
        show=str(SHOW_MODES[dialogue.show_mode]),
        use=texts.plain("use", language),
        contact=contact,
        address=address,
        shown_address=address.removeprefix("https://").removeprefix("http://"),
        qr=str(qr_picture(path, _("QR-kod till dialogens sida"))),
        logo=_logo(),
        announced=dialogue.announced_at is not None,
        can_change=[one.texts.plain("text", language) for one in points if one.kind is PointKind.CHANGEABLE],
        fixed=[one.texts.plain("text", language) for one in points if one.kind is PointKind.FIXED],
    )


def _day(dialogue: Dialogue) -> str:
    return days.long(dialogue.planned_decision_on) if dialogue.planned_decision_on else ""


def _dates(dialogue: Dialogue) -> str:
    if dialogue.opens_at is None or dialogue.closes_at is None:
        return ""
    return days.between(days.local(dialogue.opens_at), days.last(dialogue.closes_at))


def _logo() -> str | None:
    """The municipality's mark as a `data:` address, when it is a picture of this installation."""
    name = settings().logo or ""
    path = (ROOT / name.lstrip("/")).resolve()
    kind = _KINDS.get(path.suffix.lower())
    if not name.startswith("/static/") or kind is None or not path.is_relative_to(ROOT / "static"):
        return None
    return _data(path.read_bytes(), kind) if path.is_file() else None


def _data(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


def picture(svg: str) -> str:
    """An SVG as a `data:` address, so that documents can show it as a picture with a text instead."""
    return _data(svg.encode(), _KINDS[".svg"])


def sms_text(kit: Kit, last_day: str) -> str:
    """An SMS: question, last day, address, in one message where the alphabet has room for it, else in two."""
    variants = []
    for room in _ROOM_FOR_TITLE:
        title = _sentence(sms.cut(kit.title, room))
        variants.append(
            _("%(title)s Säg vad du tycker senast %(day)s: %(address)s", title=title, day=last_day, address=kit.address)
        )
        variants.append(_("%(title)s Svara här: %(address)s", title=title, address=kit.address))
    parts = 1 if sms.length_of(sms.plain(variants[0])).most > 70 else 2
    return sms.fullest_that_fits(variants, parts)


def _sentence(title: str) -> str:
    """The title with a full stop, unless it ends as a sentence does."""
    return title if title.endswith((".", "?", "!", "؟")) else f"{title}."


def email_subject(kit: Kit) -> str:
    """The subject of the e-mail to associations."""
    return _("Hjälp oss att nå fler: %(title)s", title=kit.title)


def email_text(kit: Kit) -> str:
    """The e-mail to associations: what it is about, what it can lead to, how one takes part, and please pass it on."""
    municipality = settings().municipality_name
    paragraphs = [
        _("Hej!"),
        _("%(municipality)s frågar invånarna: %(title)s", municipality=municipality, title=_sentence(kit.title)),
        kit.question,
        _("Det här lovar vi: ”%(promise)s”", promise=kit.promise),
        _("Dialogen är öppen %(dates)s.", dates=kit.dates) if kit.dates else "",
        _("Man behöver inget konto och inget namn, och får skriva på vilket språk man vill."),
        _("Svara eller läs mer: %(address)s", address=kit.address),
        _("Svaret, med vad som ändrades och varför, kommer senast %(date)s.", date=kit.answer_by)
        if kit.answer_by
        else "",
        _("Kan ni berätta om det här för era medlemmar? Vi kommer gärna till er om det passar bättre att prata."),
        _signature(kit),
    ]
    return "\n\n".join(part for part in paragraphs if part)


def _signature(kit: Kit) -> str:
    if kit.contact is None:
        return settings().municipality_name
    phone = kit.contact.phone
    if phone and direction(kit.language) == "rtl":
        phone = f"\u2066{phone}\u2069"  # isolated, so that its digits keep their order between Arabic lines
    lines = [kit.contact.name, kit.contact.title, settings().municipality_name, kit.contact.email, phone]
    return "\n".join(line for line in lines if line)


def social_text(kit: Kit, last_day: str) -> str:
    """A post for social media: the question, how much it can change, until when, where."""
    paragraphs = [
        kit.title,
        kit.question,
        _("”%(promise)s”", promise=kit.promise),
        _("Svara senast %(day)s. Inget konto, inget namn, vilket språk du vill.", day=last_day) if last_day else "",
        kit.address,
    ]
    return "\n\n".join(part for part in paragraphs if part)
