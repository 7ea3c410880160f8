"""Dialogues: the list by stage with what is late, and one at a glance."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.adapters.locale_format import language_name
from portal.domain.dialogues import LIVING_STAGES, Stage, stage_of
from portal.domain.lifecycle import NEXT_GATE, Gate, is_open
from portal.domain.permissions import Act, may
from portal.domain.submissions import Channel
from portal.models.dialogues import Dialogue
from portal.queries import decisions, figures, lifecycle
from portal.queries import dialogues as known
from portal.services import series
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.dialogue_words import planned_words
from portal.web.formats import reader_language
from portal.web.forms.dialogues import CopyForm
from portal.web.forms.saving import saved
from portal.web.labels import CHANNELS
from portal.web.ladder_words import promise_of, steps_of
from portal.web.office.lateness import late_words
from portal.web.office.workspace import open_dialogue, page, stage_name
from portal.web.protection import csrf
from portal.web.staff import body_choices, my_body_ids, name_of, standings

blueprint = Blueprint("office_dialogues", __name__, url_prefix="/office/dialogues")
csrf.exempt(blueprint)
ENDED = (Stage.CONCLUDED, Stage.ABANDONED, Stage.CANCELLED)
MOST_COLUMNS = 60


@blueprint.get("/")
@staff(Act.ENTER_OFFICE)
def index() -> str:
    """The dialogues of my bodies, those in preparation first, each with what is late."""
    session, now = sessions.reading(), sessions.now()
    mine = my_body_ids(session)
    body = request.args.get("body", "")
    wanted = {int(body)} & mine if body.isdecimal() else mine
    listed = known.in_stages(session, tuple(Stage), now, wanted)
    found = [one for one, stands in standings(session, listed) if may(stands, Act.SEE_DRAFTS, one.body_id)]
    parts = [
        (_("Förbereds"), (Stage.PREPARING,)),
        (_("Pågår"), LIVING_STAGES),
        (_("Besvarade"), (Stage.ANSWERED,)),
        (_("Avslutade, inställda och nedlagda"), ENDED),
    ]
    staged = [(stage_of(one.stage_facts(), now), one) for one in found]
    lists = [(title, [_row(stage, one) for stage, one in staged if stage in stages]) for title, stages in parts]
    return render_template(
        "office/dialogues/index.html",
        lists=lists,
        body=body,
        bodies=[choice for choice in body_choices(session, empty=_("Alla")) if not choice[0] or int(choice[0]) in mine],
    )


@blueprint.get("/<slug>/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> tuple[str, int]:
    """One dialogue at a glance: where it stands, what it promised, what has come in."""
    return _overview(slug, CopyForm(formdata=None, data={"texts": True, "groups": True, "questions": True}))


@blueprint.post("/<slug>/copy")
@staff(Act.PLAN)
def copy(slug: str) -> Response | tuple[str, int]:
    """Begin with what the dialogue before in the series had."""
    form = CopyForm()

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.PLAN)
        chosen = {"with_texts": form.texts.data, "with_groups": form.groups.data, "with_questions": form.questions.data}
        series.copy_before(session, sessions.current_actor(), dialogue, sessions.now(), **chosen)

    if saved(form, change):
        flash(_("Det du valde är kopierat, på alla språk. Gå igenom det: det gäller en ny dialog."), "good")
        return redirect(f"/office/dialogues/{slug}/", 303)
    return _overview(slug, form)


def _row(stage: Stage, dialogue: Dialogue) -> dict[str, object]:
    return {
        "dialogue": dialogue,
        "stage": stage.value,
        "stage_label": stage_name(dialogue),
        "body": name_of(dialogue.body),
        "late": late_words(dialogue),
        "withdrawn": dialogue.matter.withdrawn_on is not None and stage not in (*ENDED, Stage.ANSWERED),
    }


def _overview(slug: str, form: CopyForm) -> tuple[str, int]:
    session, now = sessions.reading(), sessions.now()
    dialogue = open_dialogue(session, slug, Act.SEE_DRAFTS)
    stage = stage_of(dialogue.stage_facts(), now)
    facts = lifecycle.facts_of(session, dialogue, sessions.settings().rules(), now)
    gate = NEXT_GATE[stage]
    line = known.series_of(session, dialogue)
    body = page(
        "office/dialogues/show.html",
        dialogue,
        "",
        form=form,
        stage=stage.value,
        stage_label=stage_name(dialogue),
        late=late_words(dialogue),
        promise=promise_of(dialogue),
        steps=steps_of(dialogue),
        intake=figures.intake(session, dialogue.id),
        planned=planned_words(decisions.planned(session, [dialogue])[dialogue.id]),
        charts=_charts(session, dialogue),
        series=[(each, stage_name(each)) for each in line] if len(line) > 1 else [],
        ready_to_announce=gate is Gate.ANNOUNCE and is_open(gate, facts),
        may_announce=may(sessions.current_actor(), Act.ANNOUNCE, dialogue.body_id),
        may_plan=may(sessions.current_actor(), Act.PLAN, dialogue.body_id),
        may_import=stage in (Stage.OPEN, Stage.ANALYSING)
        and may(sessions.current_actor(), Act.IMPORT_SUBMISSIONS, dialogue.body_id),
        closes_on=days.last(dialogue.closes_at) if dialogue.closes_at else None,
        name_of=name_of,
    )
    return body, form.status


def _charts(session: Session, dialogue: Dialogue) -> dict[str, list[tuple[str, int]]]:
    came = figures.intake(session, dialogue.id)
    per_day = figures.by_day(session, dialogue.id, sessions.settings().zone)
    columns: list[tuple[str, int]] = []
    if per_day:
        first, end = min(per_day), max(per_day)
        length = (end - first).days + 1
        shown = [first + timedelta(days=n) for n in range(length)] if length <= MOST_COLUMNS else list(per_day)
        columns = [(days.short(day), per_day.get(day, 0)) for day in shown]
    languages = sorted(came.by_language.items(), key=lambda pair: -pair[1])
    channels = sorted(came.by_channel.items(), key=lambda pair: -pair[1])
    return {
        "days": columns,
        "languages": [(_language(code), number) for code, number in languages],
        "channels": [(str(CHANNELS[Channel(code)]).capitalize(), number) for code, number in channels],
    }


def _language(code: str) -> str:
    return _("okänt språk") if code == "und" else language_name(code, reader_language())
