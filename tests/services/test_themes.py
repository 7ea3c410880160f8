"""Themes and coding: several themes with a stance, no theme, merging that keeps the originals, bulk, undo."""

import pytest
from sqlalchemy import select
from support import factories as f

from portal.domain.moderation import Reason, ReviewState
from portal.domain.permissions import Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed, NotFound
from portal.domain.themes import AnswerCoding, Chosen, CodingState, Stance
from portal.models.themes import Coding
from portal.queries import figures
from portal.queries import themes as questions
from portal.services import codings, themes
from portal.transaction import counted


@pytest.fixture
def dialogue(session):
    return f.make_closed_dialogue(session)


@pytest.fixture
def coder(session):
    return f.actor(f.make_user(session, "Stina Stöd", roles=[Role.DIALOGUE_SUPPORT]))


def code(session, coder, submission, *chosen, none=False, version=None):
    wanted = [AnswerCoding(answer.id, tuple(chosen), none) for answer in submission.answers if answer.coding]
    seen = submission.version if version is None else version
    return codings.code(session, coder, submission, version=seen, answers=wanted, now=f.NOW)


def standing(session):
    rows = session.execute(select(Coding.answer_id, Coding.theme_id, Coding.first_theme_id).order_by(Coding.id))
    return [tuple(row) for row in rows]


def test_an_answer_goes_into_several_themes_with_a_stance_where_the_theme_has_one(session, dialogue, coder):
    submission = f.make_submission(session, dialogue)
    green = f.make_theme(session, dialogue, "Grönska", with_stance=True)
    light = f.make_theme(session, dialogue, "Ljus")
    code(session, coder, submission, Chosen(green.id, Stance.AGAINST), Chosen(light.id, Stance.FOR))
    rows = {row.theme_id: row.stance for row in session.scalars(select(Coding))}
    assert rows == {green.id: Stance.AGAINST, light.id: None}
    assert (submission.coding, submission.answers[0].coding) == (CodingState.THEMED, CodingState.THEMED)


def test_no_theme_is_a_decision_and_can_be_taken_back(session, dialogue, coder):
    submission = f.make_submission(session, dialogue)
    code(session, coder, submission, none=True)
    assert submission.coding is CodingState.NONE
    code(session, coder, submission)
    assert submission.coding is CodingState.WAITING


def test_no_theme_does_not_stand_beside_a_theme(session, dialogue, coder):
    submission, theme = f.make_submission(session, dialogue), f.make_theme(session, dialogue)
    with pytest.raises(Invalid) as refused:
        code(session, coder, submission, Chosen(theme.id), none=True)
    assert refused.value.codes == ("NO_THEME_BESIDE_THEME",)


def test_a_submission_is_coded_when_every_free_text_answer_is(session, dialogue, coder):
    second = f.make_question(session, dialogue, "Vad saknas?")
    submission = f.make_submission(session, dialogue, answers={second.id: "Bänkar."})
    theme = f.make_theme(session, dialogue)
    first, other = submission.answers
    one = AnswerCoding(first.id, (Chosen(theme.id),))
    codings.code(session, coder, submission, version=submission.version, answers=[one], now=f.NOW)
    assert submission.coding is CodingState.WAITING
    two = AnswerCoding(other.id, no_theme=True)
    codings.code(session, coder, submission, version=submission.version, answers=[two], now=f.NOW)
    assert submission.coding is CodingState.THEMED


def test_coding_the_same_again_changes_nothing(session, dialogue, coder):
    submission, theme = f.make_submission(session, dialogue), f.make_theme(session, dialogue)
    code(session, coder, submission, Chosen(theme.id))
    version = submission.version
    assert code(session, coder, submission, Chosen(theme.id)) is None
    assert submission.version == version


def test_two_who_code_one_text_do_not_overwrite_each_other(session, dialogue, coder):
    submission, theme = f.make_submission(session, dialogue), f.make_theme(session, dialogue)
    seen = submission.version
    code(session, coder, submission, Chosen(theme.id))
    with pytest.raises(Conflict):
        code(session, f.lead(session), submission, none=True, version=seen)
    assert submission.coding is CodingState.THEMED


def test_a_theme_of_another_dialogue_is_not_taken(session, dialogue, coder):
    submission = f.make_submission(session, dialogue)
    strange = f.make_theme(session, f.make_open_dialogue(session, title="En annan"))
    with pytest.raises(NotFound):
        code(session, coder, submission, Chosen(strange.id))


def test_undo_gives_the_coding_back_that_was_there_before(session, dialogue, coder):
    submission = f.make_submission(session, dialogue)
    one, two = f.make_theme(session, dialogue, "Ett"), f.make_theme(session, dialogue, "Två")
    code(session, coder, submission, Chosen(one.id))
    code(session, coder, submission, Chosen(two.id))
    codings.undo(session, coder, submission, now=f.NOW)
    assert [row[1] for row in standing(session)] == [one.id]
    codings.undo(session, coder, submission, now=f.NOW)
    assert (standing(session), submission.coding) == ([], CodingState.WAITING)
    with pytest.raises(Invalid):
        codings.undo(session, coder, submission, now=f.NOW)


def test_nobody_undoes_a_colleagues_coding(session, dialogue, coder):
    submission, theme = f.make_submission(session, dialogue), f.make_theme(session, dialogue)
    code(session, f.lead(session), submission, Chosen(theme.id))
    with pytest.raises(Invalid):
        codings.undo(session, coder, submission, now=f.NOW)


def test_merging_moves_the_codings_and_keeps_where_each_was_first_made(session, dialogue, coder):
    a, b = f.make_theme(session, dialogue, "A"), f.make_theme(session, dialogue, "B")
    in_a, in_b, in_both = (f.make_submission(session, dialogue) for _ in range(3))
    code(session, coder, in_a, Chosen(a.id))
    code(session, coder, in_b, Chosen(b.id))
    code(session, coder, in_both, Chosen(a.id), Chosen(b.id))
    before = standing(session)
    assert themes.merge(session, coder, dialogue, a, b, version=a.version, now=f.NOW) == 1
    assert figures.themes(session, dialogue.id)[b.id].submissions == 3
    assert {first for _answer, _theme, first in standing(session)} == {a.id, b.id}
    assert themes.part(session, coder, dialogue, a, now=f.NOW) == 1
    session.expire_all()
    assert standing(session) == before


def test_themes_merged_in_a_chain_come_apart_again(session, dialogue, coder):
    a, b, c = (f.make_theme(session, dialogue, name) for name in "ABC")
    submissions = [f.make_submission(session, dialogue) for _ in range(3)]
    for submission, theme in zip(submissions, (a, b, c), strict=True):
        code(session, coder, submission, Chosen(theme.id))
    before = standing(session)
    themes.merge(session, coder, dialogue, a, b, version=a.version, now=f.NOW)
    themes.merge(session, coder, dialogue, b, c, version=b.version, now=f.NOW)
    assert {row[1] for row in standing(session)} == {c.id}
    assert questions.living(session, dialogue.id) == {a.id: c.id, b.id: c.id, c.id: c.id}
    themes.part(session, coder, dialogue, b, now=f.NOW)
    assert [row[1] for row in standing(session)] == [b.id, b.id, c.id]
    themes.part(session, coder, dialogue, a, now=f.NOW)
    session.expire_all()
    assert standing(session) == before


def test_a_theme_that_was_merged_while_the_page_was_open_stands_for_the_one_it_went_into(session, dialogue, coder):
    a, b = f.make_theme(session, dialogue, "A"), f.make_theme(session, dialogue, "B")
    submission = f.make_submission(session, dialogue)
    themes.merge(session, coder, dialogue, a, b, version=a.version, now=f.NOW)
    code(session, coder, submission, Chosen(a.id))
    assert standing(session) == [(submission.answers[0].id, b.id, a.id)]


def test_a_theme_is_not_merged_with_itself_or_twice(session, dialogue, coder):
    a, b, c = (f.make_theme(session, dialogue, name) for name in "ABC")
    with pytest.raises(Invalid):
        themes.merge(session, coder, dialogue, a, a, version=a.version, now=f.NOW)
    themes.merge(session, coder, dialogue, a, b, version=a.version, now=f.NOW)
    with pytest.raises(Invalid):
        themes.merge(session, coder, dialogue, a, c, version=a.version, now=f.NOW)
    with pytest.raises(Invalid):
        themes.part(session, coder, dialogue, c, now=f.NOW)


def test_a_theme_has_a_name_of_its_own(session, dialogue, coder):
    made = themes.create(session, coder, dialogue, name="  Mer  grönska ", now=f.NOW)
    for name, why in (("mer grönska", "THEME_NAME_TAKEN"), (" ", "THEME_NEEDS_A_NAME")):
        with pytest.raises(Invalid) as refused:
            themes.create(session, coder, dialogue, name=name, now=f.NOW)
        assert refused.value.codes == (why,)
    themes.rename(session, coder, dialogue, made, version=made.version, name="Mer grönska!", now=f.NOW)
    with pytest.raises(Conflict):
        themes.rename(session, coder, dialogue, made, version=1, name="Något annat", now=f.NOW)
    assert made.texts.plain("name") == "Mer grönska!"


def test_a_theme_is_linked_to_the_points_it_bears_on(session, dialogue, coder):
    theme, point = f.make_theme(session, dialogue), f.make_point(session, dialogue)
    themes.link_points(session, coder, dialogue, theme, point_ids=[point.id], now=f.NOW)
    assert questions.points_of(session, theme.id) == {point.id}
    themes.link_points(session, coder, dialogue, theme, point_ids=[], now=f.NOW)
    assert questions.points_of(session, theme.id) == set()
    with pytest.raises(NotFound):
        themes.link_points(session, coder, dialogue, theme, point_ids=[999999], now=f.NOW)


def test_the_themes_are_frozen_at_the_handover_but_late_texts_are_coded(session, coder):
    dialogue = f.make_handed_over_dialogue(session)
    theme = questions.everything(session, dialogue.id)
    theme = theme[0] if theme else f.make_theme(session, dialogue)
    with pytest.raises(GateClosed):
        themes.create(session, coder, dialogue, name="För sent", now=f.NOW)
    late = f.make_submission(session, dialogue, after_handover=True)
    code(session, coder, late, Chosen(theme.id))
    assert late.coding is CodingState.THEMED


def test_bulk_adds_the_theme_to_all_and_takes_nothing_away(session, engine, dialogue, coder):
    a, b = f.make_theme(session, dialogue, "A"), f.make_theme(session, dialogue, "B")
    waiting = [f.make_submission(session, dialogue) for _ in range(30)]
    themed, none = f.make_submission(session, dialogue), f.make_submission(session, dialogue)
    code(session, coder, themed, Chosen(a.id))
    code(session, coder, none, none=True)
    gone = f.make_submission(session, dialogue, state=ReviewState.ERASED, reason=Reason.TAKEN_BACK)
    numbers = [one.number for one in (*waiting, themed, none, gone)]
    with counted(engine) as sent:
        result = codings.code_in_bulk(session, coder, dialogue, numbers=[*numbers, 999], theme_id=b.id, now=f.NOW)
    assert len(sent) < 4 * len(numbers), "statements must not grow faster than a few a row"
    assert result.coded == tuple(one.number for one in (*waiting, themed))
    assert dict(result.left_out) == {
        none.number: "ALREADY_NO_THEME", gone.number: "ERASED", 999: "NO_SUCH_SUBMISSION"}  # fmt: skip
    assert [row[1] for row in standing(session) if row[0] == themed.answers[0].id] == [a.id, b.id]
    assert {one.coding for one in waiting} == {CodingState.THEMED}


def test_bulk_no_theme_is_given_to_waiting_answers_only(session, dialogue, coder):
    theme = f.make_theme(session, dialogue)
    waiting, themed = f.make_submission(session, dialogue), f.make_submission(session, dialogue)
    code(session, coder, themed, Chosen(theme.id))
    result = codings.code_in_bulk(
        session, coder, dialogue, numbers=[waiting.number, themed.number], theme_id=None, now=f.NOW
    )
    assert (result.coded, result.left_out) == ((waiting.number,), ((themed.number, "ALREADY_IN_A_THEME"),))


def test_the_last_used_themes_keep_their_order_so_that_keys_stay_put(session, dialogue, coder):
    made = [f.make_theme(session, dialogue, f"Tema {n}") for n in range(12)]
    for theme in (*made[8:], *made[:7]):
        code(session, coder, f.make_submission(session, dialogue), Chosen(theme.id))
    assert questions.last_used(session, dialogue.id, coder.user_id) == [
        theme.id for theme in made if theme in (*made[:7], *made[10:])
    ]
    assert questions.last_used(session, dialogue.id, None) == []


def test_who_may_not_code_for_the_body_codes_nothing(session, dialogue):
    submission, theme = f.make_submission(session, dialogue), f.make_theme(session, dialogue)
    registrar = f.actor(f.make_user(session, roles=[Role.REGISTRAR]))
    with pytest.raises(NotAllowed):
        code(session, registrar, submission, Chosen(theme.id))
    with pytest.raises(NotAllowed):
        themes.create(session, registrar, dialogue, name="Nytt", now=f.NOW)
