"""The one list: filters, keyset pages without gaps or doubles, the next item, counts, search with stems."""

import random

import pytest
from support import factories as f

from portal.domain.moderation import Reason, ReviewState, Verdict
from portal.domain.submissions import Channel
from portal.domain.themes import CodingState
from portal.effects import search_index
from portal.queries import moderation, search
from portal.queries.moderation import Filter, Place
from portal.services import moderation as review
from portal.transaction import counted


@pytest.fixture
def dialogue(session):
    return f.make_closed_dialogue(session)


def fill(session, dialogue, count, seed=3):
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        submission = f.make_submission(
            session, dialogue, language=chance.choice(["sv", "fi", "ar"]),
            channel=chance.choice([Channel.WEB, Channel.PAPER]),
        )  # fmt: skip
        submission.reports_open = int(chance.random() < 0.15)
        submission.appeal_open = chance.random() < 0.1
        submission.state = chance.choice([ReviewState.WAITING, ReviewState.SHOWN])
        made.append(submission)
    session.flush()
    return made


def walked(session, dialogue, chosen, size):
    numbers, place = [], None
    while True:
        page = moderation.page(session, dialogue.id, chosen, after=place, size=size)
        numbers.append([row.number for row in page.rows])
        if not page.later:
            return numbers
        place = page.rows[-1].place


@pytest.mark.parametrize(
    "chosen", [Filter(), Filter(state=ReviewState.WAITING), Filter(language="fi"), Filter(left=True)]
)
@pytest.mark.parametrize("size", [1, 4, 7, 60])
def test_the_pages_hold_everything_once_with_the_urgent_ones_first(session, dialogue, chosen, size):
    made = fill(session, dialogue, 41)
    wanted = [
        one for one in made
        if (chosen.state is None or one.state is chosen.state) and chosen.language in (None, one.language)
    ]  # fmt: skip
    expected = [
        *[one.number for one in wanted if one.reports_open or one.appeal_open],
        *[one.number for one in wanted if not (one.reports_open or one.appeal_open)],
    ]
    assert [number for page in walked(session, dialogue, chosen, size) for number in page] == expected


def test_going_back_shows_the_same_pages(session, dialogue):
    fill(session, dialogue, 23)
    forward = walked(session, dialogue, Filter(), 5)
    last = moderation.page(session, dialogue.id, Filter(), size=5, after=None)
    rows = {row.number: row for row in moderation.page(session, dialogue.id, Filter(), size=100).rows}
    assert last.earlier is False
    backward = []
    place = rows[forward[-1][0]].place
    while place:
        page = moderation.page(session, dialogue.id, Filter(), size=5, before=place)
        backward.insert(0, [row.number for row in page.rows])
        place = page.rows[0].place if page.earlier else None
    assert backward == forward[:-1]


def test_the_next_and_the_previous_item_follow_the_list(session, dialogue):
    fill(session, dialogue, 17)
    order = [row.place for row in moderation.page(session, dialogue.id, Filter(), size=50).rows]
    assert moderation.place_of(session, dialogue.id, order[3].number) == order[3]
    for here, there in zip(order, [*order[1:], None], strict=True):
        following = moderation.neighbour(session, dialogue.id, Filter(), here)
        assert following == (there.number if there else None)
        if there:
            assert moderation.neighbour(session, dialogue.id, Filter(), there, backwards=True) == here.number


def test_a_place_is_kept_when_the_row_itself_has_left_the_filter(session, dialogue):
    made = [f.make_submission(session, dialogue) for _ in range(3)]
    made[1].state = ReviewState.SHOWN
    session.flush()
    waiting = Filter(state=ReviewState.WAITING)
    assert moderation.neighbour(session, dialogue.id, waiting, Place(False, made[1].number)) == made[2].number


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(left=True), [3, 5, 1, 2, 4]),
        (Filter(state=ReviewState.MASKED), [3]),
        (Filter(coding=CodingState.WAITING), [1, 2, 4]),
        (Filter(flagged=True), [2]),
        (Filter(reported=True), [3]),
        (Filter(appealed=True), [5]),
        (Filter(unread=True), [5, 1, 2, 4, 6]),
        (Filter(language="fi"), [4]),
        (Filter(channel=Channel.LETTER), [4]),
    ],
)
def test_each_filter_shows_its_own(session, dialogue, chosen, expected):
    reviewer = f.make_user(session)
    f.make_submission(session, dialogue)
    f.make_submission(session, dialogue).flags_standing = 1
    masked = f.make_submission(session, dialogue, state=ReviewState.MASKED, reviewer=reviewer)
    masked.reports_open = 1
    f.make_submission(session, dialogue, language="fi", channel=Channel.LETTER, state=ReviewState.SHOWN)
    junk = f.make_submission(session, dialogue, state=ReviewState.WITHHELD, reason=Reason.ADVERTISING_OR_TEST)
    junk.appeal_open = True
    done = f.make_submission(session, dialogue, state=ReviewState.SHOWN)
    theme = f.make_theme(session, dialogue)
    f.make_coding(session, masked, theme)
    f.make_coding(session, done, theme)
    session.flush()
    assert [row.number for row in moderation.page(session, dialogue.id, chosen).rows] == expected
    by_theme = moderation.page(session, dialogue.id, Filter(theme_id=theme.id)).rows
    assert [(row.number, row.theme_ids) for row in by_theme] == [(3, (theme.id,)), (6, (theme.id,))]


def test_the_counts_are_right_and_stop_at_a_thousand(session, dialogue, monkeypatch):
    fill(session, dialogue, 30)
    monkeypatch.setattr(moderation, "MOST_COUNTED", 5)
    found = moderation.counts(session, dialogue.id, None)
    waiting = len(moderation.numbers_in(session, dialogue.id, Filter(state=ReviewState.WAITING)))
    assert (found.total, found.reviewed, found.coded, found.read) == (30, 30 - waiting, 0, 0)
    assert (found.left, found.by_filter["all"], found.by_filter["unread"]) == (30, 6, 6)


def test_the_list_takes_five_statements_whatever_is_asked(session, engine, dialogue):
    fill(session, dialogue, 12)
    with counted(engine) as sent:
        languages = search.languages_of(session, dialogue.id)
        moderation.counts(session, dialogue.id, 1)
        moderation.page(session, dialogue.id, Filter(left=True, words="träd"), languages=languages)
        moderation.neighbour(session, dialogue.id, Filter(), Place(True, 3))
    assert len(sent) <= 5, "\n".join(sent)


SAID = {
    1: ("sv", "Cyklarna står på trottoaren vid skolan."),
    2: ("fi", "Kaduilla on liikaa autoja, lapset pelkäävät."),
    3: ("de", "Die Radwege sind zu schmal für Fahrräder."),
    4: ("ar", "نريد مدارس آمنة للأطفال في الحي."),
    5: ("sv", "Å och ä är bokstäver: ålen simmar i ån."),
    6: ("und", "xyz okänt språk"),
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cykel", [1]),
        ("skola trottoar", [1]),
        ("skola bilar", []),
        ("katu", [2]),
        ("lapsi", [2]),
        ("Radweg", [3]),
        ("أطفال", [4]),
        ("ålen", [5]),
        ("alen", []),
        ("okänt", [6]),
        ('"cykel" OR (', []),
        ("   ", [1, 2, 3, 4, 5, 6]),
        ("!!!", []),
    ],
)
def test_a_search_finds_other_forms_of_a_word_in_each_texts_own_language(session, dialogue, words, expected):
    other = f.make_open_dialogue(session, title="En annan dialog")
    for language, text in SAID.values():
        for where in (dialogue, other):
            search_index.index(session, f.make_submission(session, where, text, language=language))
    languages = search.languages_of(session, dialogue.id)
    assert languages == ["ar", "de", "fi", "sv", "und"]
    rows = moderation.page(session, dialogue.id, Filter(words=words), languages=languages).rows
    assert [row.number for row in rows] == expected


def test_what_is_erased_is_found_no_more_and_what_is_added_is(session, dialogue):
    submission = f.make_submission(session, dialogue, "Hela gatan är mörk.")
    search_index.index(session, submission)
    assert search.found(session, dialogue.id, "gata", ["sv"]) == [submission.number]
    submission.answers[0].text += " Belysningen saknas."
    search_index.index(session, submission)
    assert search.found(session, dialogue.id, "belysning", ["sv"]) == [submission.number]
    search_index.remove(session, [submission.id])
    assert search.found(session, dialogue.id, "gata", ["sv"]) == []


def test_a_decision_moves_a_text_out_of_the_queue_at_once(session, dialogue):
    submission = f.make_submission(session, dialogue)
    review.decide(
        session, f.lead(session), f.RULES, submission, version=submission.version, verdict=Verdict.SHOWN, now=f.NOW
    )
    assert moderation.page(session, dialogue.id, Filter(state=ReviewState.WAITING)).rows == []
