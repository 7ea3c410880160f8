"""Promise 7: the same figures on the page, in the files, in the handover and in the check."""

import csv
import io
import re
from typing import Any

import pytest
from sqlalchemy import Engine, update
from support import factories as f

from portal import transaction
from portal.domain.moderation import Reason, ReviewState
from portal.models.dialogues import Dialogue
from portal.models.submissions import Submission
from portal.queries import checks, exports, figures, handovers, results
from portal.reports import exports as files

STATES = {
    ReviewState.SHOWN: 5,
    ReviewState.MASKED: 2,
    ReviewState.WITHHELD: 3,
    ReviewState.TAKEN_BACK: 1,
    ReviewState.WAITING: 4,
}
WORDS = {
    ReviewState.SHOWN: "Visas som de är",
    ReviewState.MASKED: "Visas med en del dold",
    ReviewState.WITHHELD: "Visas inte",
    ReviewState.TAKEN_BACK: "Tillbakatagna av den som skrev",
    ReviewState.WAITING: "Väntar på granskning",
}
REASONS = {ReviewState.WITHHELD: Reason.OTHER_MATTER, ReviewState.TAKEN_BACK: Reason.TAKEN_BACK}


@pytest.fixture
def dialogue_id(engine: Engine, time_machine) -> int:
    time_machine.move_to(f.NOW, tick=False)
    with transaction.changes(engine) as session:
        dialogue = f.make_closed_dialogue(session, slug="parken")
        theme = f.make_theme(session, dialogue)
        for state, count in STATES.items():
            for number in range(count):
                made = f.make_submission(session, dialogue, f"{state} {number}", state=state, reason=REASONS.get(state))
                if made.counted and state is not ReviewState.WAITING:
                    f.make_coding(session, made, theme)
        return dialogue.id


def told(engine: Engine, page: Any, dialogue_id: int) -> dict[str, dict[ReviewState, int]]:
    """How many of each state there are, as each of the ways tells it."""
    log = page.get("/sv/dialogues/parken/log").words
    found = {"page": {state: _beside(words, log) for state, words in WORDS.items()}}
    with transaction.reading(engine) as session:
        found["figures"] = dict(figures.intake(session, dialogue_id).by_state)
        names = exports.columns(session, dialogue_id, "full")
        written = io.BytesIO()
        files.write(exports.rows(session, dialogue_id, "full", f.ZONE), names, "csv", written)
        lines = io.StringIO(written.getvalue().decode("utf-8-sig"))
        states = [line["state"] for line in csv.DictReader(lines, dialect=_dialect(lines))]
        found["file"] = {state: states.count(state.value) for state in STATES}
        content = handovers.content_of(session, session.get_one(Dialogue, dialogue_id), f.NOW)
        listed = [row[4] for row in content["submissions"]]
        found["handover"] = {state: listed.count(state.value) for state in STATES}
        by_state = content["figures"]["by_state"]
        found["handover's figures"] = {state: by_state.get(state.value, 0) for state in STATES}
    return found


def _beside(words: str, log: str) -> int:
    near = re.search(rf"{re.escape(words)}\s*(\d+)", log)
    return int(near[1]) if near else 0


def _dialect(lines: io.StringIO) -> Any:
    found = csv.Sniffer().sniff(lines.readline(), ";,\t")
    lines.seek(0)
    return found


def test_page_file_handover_and_figures_tell_the_same(engine, page, dialogue_id):
    found = told(engine, page, dialogue_id)
    assert found == dict.fromkeys(found, STATES)
    with transaction.reading(engine) as session:
        intake = figures.intake(session, dialogue_id)
        assert intake.adds_up
        assert intake.received == sum(STATES.values())
        assert [fault.code for fault in checks.counts(session, f.NOW)] == []
        assert [fault.code for fault in checks.numbers(session, f.NOW)] == []
        assert results.content_of(session, session.get_one(Dialogue, dialogue_id), f.NOW)["figures"]["received"] == 15
    assert str(sum(STATES.values())) in page.get("/sv/dialogues/parken/").words


def test_one_that_is_moved_behind_the_back_of_the_decisions_is_found(engine, dialogue_id):
    with transaction.changes(engine) as session:
        session.execute(update(Submission).where(Submission.number == 1).values(state=ReviewState.WITHHELD))
    with transaction.reading(engine) as session:
        assert [fault.code for fault in checks.review_states(session, f.NOW)]


def test_a_number_that_is_missing_is_found(engine, dialogue_id):
    with transaction.changes(engine) as session:
        session.execute(update(Submission).where(Submission.number == 3).values(number=99))
    with transaction.reading(engine) as session:
        assert [fault.code for fault in checks.numbers(session, f.NOW)] == ["NUMBERS_WITH_GAPS"]
