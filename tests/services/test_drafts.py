"""The elected follow a draft: they read it, see what is new, comment; the people of the dialogue reply."""

from datetime import timedelta

import pytest
from support.factories import (
    NOW,
    RULES,
    actor,
    lead,
    make_closed_dialogue,
    make_dialogue_ready_to_announce,
    make_open_dialogue,
    make_submission,
    make_theme,
    make_user,
)

from portal.domain.drafts import DraftSubject
from portal.domain.groups import MemberRole
from portal.domain.permissions import Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed
from portal.effects.texts import write
from portal.models.audit import AuditEntry
from portal.models.groups import GroupMember
from portal.queries import drafts as known
from portal.services import drafts

PROMISE = DraftSubject.COMMITMENT


def elected(session, dialogue):
    return actor(make_user(session, "Pia Politiker", roles=(Role.ELECTED_READER,), body=dialogue.body))


def standing(session, dialogue, now=NOW):
    return known.standing(session, dialogue, RULES, now)


def read(session, reader, dialogue, now=NOW):
    drafts.mark_read(session, reader, RULES, dialogue, PROMISE, standing(session, dialogue).content_hash, now)


def test_an_elected_reader_marks_a_draft_as_read_and_sees_later_what_has_changed_since(session):
    dialogue = make_dialogue_ready_to_announce(session)
    reader = elected(session, dialogue)
    read(session, reader, dialogue)
    write(session, dialogue.texts, "purpose", "sv", "Vi vill veta var skuggan behövs.", now=NOW)
    mine = known.last_reading(session, dialogue.id, PROMISE, reader.user_id)
    now_standing = standing(session, dialogue)
    assert mine.content_hash != now_standing.content_hash
    changed = known.drafts.differences(mine.parts, now_standing.parts)
    assert [change.key for change in changed] == ["purpose"]
    assert changed[0].new["sv"]["text"] == "Vi vill veta var skuggan behövs."


def test_a_version_that_is_not_the_standing_one_is_not_marked_as_read(session):
    dialogue = make_dialogue_ready_to_announce(session)
    reader = elected(session, dialogue)
    seen = standing(session, dialogue).content_hash
    write(session, dialogue.texts, "purpose", "sv", "Något annat.", now=NOW)
    with pytest.raises(Conflict) as refused:
        drafts.mark_read(session, reader, RULES, dialogue, PROMISE, seen, NOW)
    assert refused.value.codes == ("DRAFT_CHANGED_MEANWHILE",)


def test_a_version_that_came_back_counts_as_read_from_the_last_reading(session):
    dialogue = make_dialogue_ready_to_announce(session)
    reader = elected(session, dialogue)
    first = dialogue.texts.plain("purpose")
    read(session, reader, dialogue)
    write(session, dialogue.texts, "purpose", "sv", "Något annat.", now=NOW)
    read(session, reader, dialogue, NOW + timedelta(hours=1))
    write(session, dialogue.texts, "purpose", "sv", first, now=NOW)
    read(session, reader, dialogue, NOW + timedelta(hours=2))
    mine = known.last_reading(session, dialogue.id, PROMISE, reader.user_id)
    assert mine.content_hash == standing(session, dialogue).content_hash
    assert [one.newest for one in known.readers(session, standing(session, dialogue))] == [True]


def test_the_lead_sees_who_has_read_which_version_and_which_comments_wait(session):
    dialogue = make_dialogue_ready_to_announce(session)
    reader = elected(session, dialogue)
    read(session, reader, dialogue)
    write(session, dialogue.texts, "use", "sv", "Ni får veta hur.", now=NOW)
    drafts.comment(session, reader, RULES, dialogue, PROMISE, "purpose", "Skriv vad skuggan kostar.", NOW)
    (who,) = known.readers(session, standing(session, dialogue))
    assert (who.name, who.newest) == ("Pia Politiker", False)
    assert known.waiting(session, [dialogue.id]) == {(dialogue.id, PROMISE): 1}


def test_a_comment_is_answered_once_and_never_without_words(session):
    dialogue = make_dialogue_ready_to_announce(session)
    row = drafts.comment(session, elected(session, dialogue), RULES, dialogue, PROMISE, "", "Bra.", NOW)
    writer = lead(session, body=dialogue.body)
    with pytest.raises(Invalid) as refused:
        drafts.resolve(session, writer, dialogue, row, "  ", NOW)
    assert refused.value.codes == ("COMMENT_WITHOUT_REPLY",)
    drafts.resolve(session, writer, dialogue, row, "Tack, det står kvar.", NOW)
    assert known.waiting(session, [dialogue.id]) == {}
    with pytest.raises(Conflict):
        drafts.resolve(session, writer, dialogue, row, "En gång till.", NOW)


@pytest.mark.parametrize(("part", "text", "code"), [("", " ", "COMMENT_WITHOUT_TEXT"), ("x", "a", "NO_SUCH_PART")])
def test_a_comment_needs_words_and_a_part_that_is_there(session, part, text, code):
    dialogue = make_dialogue_ready_to_announce(session)
    with pytest.raises(Invalid) as refused:
        drafts.comment(session, elected(session, dialogue), RULES, dialogue, PROMISE, part, text, NOW)
    assert refused.value.codes == (code,)


def test_a_moderator_a_registrar_and_an_elected_of_another_body_do_not_comment(session):
    dialogue = make_dialogue_ready_to_announce(session)
    strangers = [
        make_user(session, "Mats", roles=(Role.MODERATOR,), body=dialogue.body),
        make_user(session, "Rut", roles=(Role.REGISTRAR,), body=dialogue.body),
    ]
    for stranger in strangers:
        with pytest.raises(NotAllowed):
            drafts.comment(session, actor(stranger), RULES, dialogue, PROMISE, "", "Hej.", NOW)


def test_an_elected_member_of_the_dialogue_group_follows_it_whatever_body_the_role_is_for(session):
    from support.factories import make_body

    dialogue, other = make_dialogue_ready_to_announce(session), make_body(session, "Kulturnämnden")
    user = make_user(session, "Gun Grupp", roles=(Role.ELECTED_READER,), body=other)
    member = actor(user)
    assert not known.may_follow(session, member, dialogue, NOW.date())
    row = GroupMember(
        dialogue_id=dialogue.id, user_id=user.id, name=user.name, role=MemberRole.POLITICIAN, from_on=NOW.date()
    )
    session.add(row)
    session.flush()
    read(session, member, dialogue)
    row.until_on = NOW.date() - timedelta(days=1)
    session.flush()
    assert not known.may_follow(session, member, dialogue, NOW.date())


def test_after_the_announcement_the_promise_is_no_draft_any_more(session):
    dialogue = make_open_dialogue(session)
    with pytest.raises(GateClosed) as refused:
        drafts.comment(session, elected(session, dialogue), RULES, dialogue, PROMISE, "", "För sent.", NOW)
    assert refused.value.codes == ("NO_SUCH_DRAFT",)


def test_the_draft_of_a_result_holds_no_submission_and_no_address(session):
    dialogue = make_closed_dialogue(session)
    make_submission(session, dialogue, "Ring mig på 070-123 45 67.")
    theme = make_theme(session, dialogue, "Mer skugga")
    write(session, theme.result_texts, "summary", "sv", "Många vill ha skugga.", now=NOW)
    draft = standing(session, dialogue)
    assert draft.subject is DraftSubject.RESULT
    assert set(draft.parts) == {f"theme:{theme.id}:name", f"theme:{theme.id}:summary"}
    assert "070" not in str(draft.parts)


def test_what_was_said_about_a_draft_is_not_copied_into_the_record(session):
    dialogue = make_dialogue_ready_to_announce(session)
    drafts.comment(session, elected(session, dialogue), RULES, dialogue, PROMISE, "", "Hemligt tänkt.", NOW)
    entries = session.query(AuditEntry).filter_by(verb="drafts.comment").all()
    assert len(entries) == 1
    assert "Hemligt" not in str(entries[0].after)
