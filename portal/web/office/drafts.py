"""Drafts to read (*Utkast*): for the elected, also on a telephone; each draft with what is new, and what they said."""

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.drafts import DraftSubject
from portal.domain.permissions import Act, may
from portal.domain.refusals import NotAllowed, NotFound, Refusal
from portal.models.dialogues import Dialogue
from portal.queries import dialogues
from portal.queries import drafts as known
from portal.services import drafts
from portal.web import days, draft_words, sessions
from portal.web.access import staff
from portal.web.forms.drafts import LIMIT, CommentForm, ReadForm, ReplyForm
from portal.web.forms.saving import saved
from portal.web.ladder_words import promise_of, steps_of
from portal.web.messages import words
from portal.web.office import draft_items
from portal.web.office.workspace import section_href, workspace
from portal.web.protection import csrf
from portal.web.staff import name_of

blueprint = Blueprint("office_drafts", __name__, url_prefix="/office")
csrf.exempt(blueprint)


@blueprint.get("/drafts/")
@staff(Act.COMMENT_DRAFTS)
def index() -> str:
    """Every draft that I may read, those that are new to me first."""
    return render_template("office/drafts/index.html", drafts=draft_items.mine(sessions.reading()), name_of=name_of)


@blueprint.get("/dialogues/<slug>/drafts/")
@staff(Act.COMMENT_DRAFTS)
def show(slug: str) -> tuple[str, int]:
    """The draft as it stands, what is new in it since I read it, and what was said about it."""
    return _page(slug, CommentForm(formdata=None), ReadForm(formdata=None))


@blueprint.post("/dialogues/<slug>/drafts/<subject>/read")
@staff(Act.COMMENT_DRAFTS)
def mark_read(slug: str, subject: str) -> Response | tuple[str, int]:
    """Mark exactly this version as read."""
    form, about = ReadForm(), _subject(subject)

    def change(session: Session) -> None:
        actor, rules = sessions.current_actor(), sessions.settings().rules()
        dialogue, read = dialogues.by_slug(session, slug), form.content_hash.data or ""
        drafts.mark_read(session, actor, rules, dialogue, about, read, sessions.now())

    if saved(form, change):
        flash(_("Tack. Nu ser de som skriver att du har läst den här versionen."), "good")
        return redirect(f"/office/dialogues/{slug}/drafts/", 303)
    return _page(slug, CommentForm(formdata=None), form)


@blueprint.post("/dialogues/<slug>/drafts/<subject>/comments")
@staff(Act.COMMENT_DRAFTS)
def comment(slug: str, subject: str) -> Response | tuple[str, int]:
    """Say something about the draft."""
    form, about = CommentForm(), _subject(subject)
    form.part.validate_choice = False

    def change(session: Session) -> None:
        actor, rules = sessions.current_actor(), sessions.settings().rules()
        dialogue, part = dialogues.by_slug(session, slug), form.part.data or ""
        drafts.comment(session, actor, rules, dialogue, about, part, form.text.data or "", sessions.now())

    if saved(form, change):
        flash(_("Kommentaren är sparad. De som skriver ser den, men ingen annan."), "good")
        return redirect(f"/office/dialogues/{slug}/drafts/#comments", 303)
    return _page(slug, form, ReadForm(formdata=None))


@blueprint.post("/dialogues/<slug>/drafts/comments/<int:comment_id>")
@staff(Act.EDIT_TEXTS)
def resolve(slug: str, comment_id: int) -> Response:
    """Reply to a comment: what was done with it. Leads back to the page on which the reply was written."""
    form = ReplyForm()

    def change(session: Session) -> None:
        dialogue = dialogues.by_slug(session, slug)
        row = known.comment_of(session, dialogue.id, comment_id)
        drafts.resolve(session, sessions.current_actor(), dialogue, row, form.reply.data or "", sessions.now())

    if saved(form, change):
        flash(_("Svaret är sparat. Den som kommenterade ser det."), "good")
    else:
        for sentence in (*form.form_errors, *(str(fault) for fault in form.reply.errors)):
            flash(sentence, "error")
    section = request.args.get("from", "drafts")
    return redirect(section_href(dialogues.by_slug(sessions.reading(), slug), _SECTIONS.get(section, "drafts")), 303)


_SECTIONS = {"commitment": "commitment", "result": "result", "answer": "answer"}


def _subject(name: str) -> DraftSubject:
    if name not in set(DraftSubject):
        raise NotFound("NOT_FOUND")
    return DraftSubject(name)


def _page(slug: str, comment_form: CommentForm, read_form: ReadForm) -> tuple[str, int]:
    session, actor = sessions.reading(), sessions.current_actor()
    dialogue = dialogues.by_slug(session, slug)
    if not known.may_follow(session, actor, dialogue, days.today()):
        raise NotAllowed(Refusal("NOT_ALLOWED", params={"act": Act.COMMENT_DRAFTS.value}))
    in_workspace = may(actor, Act.SEE_DRAFTS, dialogue.body_id)
    frame = workspace(session, dialogue, "drafts") if in_workspace else None
    page = render_template(
        "office/drafts/show.html",
        workspace=frame,
        dialogue=dialogue,
        name_of=name_of,
        comment_form=comment_form,
        read_form=read_form,
        limit=LIMIT,
        may_reply=may(actor, Act.EDIT_TEXTS, dialogue.body_id),
        **_draft(session, dialogue, comment_form),
    )
    return page, max(comment_form.status, read_form.status)


def _draft(session: Session, dialogue: Dialogue, form: CommentForm) -> dict[str, object]:
    actor, settings = sessions.current_actor(), sessions.settings()
    draft = known.standing(session, dialogue, settings.rules(), sessions.now())
    if draft is None:
        return {"draft": None, "subject_words": words(Refusal("NO_SUCH_DRAFT"))}
    form.part.choices = draft_words.choices(draft.parts)
    mine = known.last_reading(session, dialogue.id, draft.subject, actor.user_id)
    return {
        "draft": draft,
        "subject_words": draft_words.SUBJECTS[draft.subject],
        "parts": draft_words.shown(draft.parts),
        "part_name": lambda key: draft_words.name_of(key, draft.parts) if key in draft.parts else "",
        "mine": mine,
        "is_newest": mine is not None and mine.content_hash == draft.content_hash,
        "news": draft_words.news(mine.parts, draft.parts) if mine else [],
        "comments": known.comments(session, dialogue.id, draft.subject),
        "readers": known.readers(session, draft),
        "promise": promise_of(dialogue),
        "steps": steps_of(dialogue),
    }
