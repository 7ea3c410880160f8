"""`gensvar backup`, `restore` and `retention run`."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from support.factories import NOW, make_contact, make_list_entry, make_open_dialogue, make_submission

from portal import transaction
from portal.models.audit import AuditEntry
from portal.models.base import Base
from portal.models.mailing import ListEntry
from portal.models.submissions import Submission, SubmissionContact


@pytest.fixture
def filled(changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        for n in range(3):
            make_contact(
                session, make_submission(session, dialogue, f"Nr {n}: åäö \\ \t 🌳\nNy rad"), f"a{n}@example.net"
            )
        make_list_entry(session, dialogue)
        dialogue.answered_at = NOW - timedelta(days=90)
    return dialogue


def everything(engine):
    """Every row of every table, in the order of its columns."""
    with transaction.reading(engine) as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all())) for table in Base.metadata.sorted_tables
        }


def test_a_backup_restored_is_the_same_row_by_row_and_passes_the_check(filled, gensvar, engine, changes, tmp_path):
    before = everything(engine)
    assert gensvar("backup", tmp_path / "copy").status == 0
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    with changes() as session:
        session.execute(text("DELETE FROM submission_contacts"))
        session.execute(text("UPDATE answers SET text = 'förstört'"))
        make_submission(session, filled, "Kom efter kopian")
    assert everything(engine) != before
    called = gensvar("restore", "--replace", tmp_path / "copy", "--json")
    assert (called.status, called.json["right"]) == (0, True)
    engine.dispose()
    assert everything(engine) == before
    assert gensvar("submissions", "export", "parken", "--profile", "analyst").raw.count(b"Nr 1") == 1


def test_what_comes_after_a_restore_gets_ids_of_its_own(filled, gensvar, engine, changes, tmp_path):
    gensvar("backup", tmp_path / "copy")
    gensvar("restore", "--replace", tmp_path / "copy")
    engine.dispose()
    with changes() as session:
        from portal.models.dialogues import Dialogue

        made = make_submission(session, session.query(Dialogue).one(), "Efter")
        assert made.number == 4


def test_a_database_that_is_not_empty_is_not_overwritten_by_mistake(filled, gensvar, engine, tmp_path):
    gensvar("backup", tmp_path / "copy")
    before = everything(engine)
    called = gensvar("restore", tmp_path / "copy")
    assert called.status == 1
    assert called.err.startswith("backup.not-empty: ")
    assert everything(engine) == before


def test_a_damaged_backup_changes_nothing(filled, gensvar, engine, tmp_path):
    gensvar("backup", tmp_path / "copy")
    content = bytearray((tmp_path / "copy").read_bytes())
    middle = len(content) // 3
    content[middle : middle + 4000] = b"\xff" * 4000
    (tmp_path / "broken").write_bytes(content)
    before = everything(engine)
    called = gensvar("restore", "--replace", tmp_path / "broken")
    assert called.status == 1
    assert called.err.startswith("backup.damaged: ")
    assert everything(engine) == before


def test_what_is_no_backup_of_this_kind_is_refused(filled, gensvar, tmp_path):
    (tmp_path / "words").write_text("inte en kopia")
    assert gensvar("restore", tmp_path / "words").err.startswith("backup.wrong-kind: ")
    gensvar("backup", tmp_path / "copy")
    assert gensvar("backup", tmp_path / "copy").err.startswith("FILE: ")


def count(reading, model) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_nothing_is_removed_without_the_reference_of_a_decision(filled, gensvar, reading):
    called = gensvar("retention", "run")
    assert called.status == 1
    assert called.err.startswith("NO_RETENTION_DECISION: ")
    assert (count(reading, ListEntry), count(reading, SubmissionContact)) == (1, 3)


def test_a_dry_run_counts_and_removes_nothing_and_a_run_leaves_a_certificate(filled, gensvar, reading, monkeypatch):
    monkeypatch.setenv("GENSVAR_MAIL_RETENTION_DECISION", "KS 2026/12 § 34")
    dry = gensvar("retention", "run", "--dry-run", "--json").json
    assert dry["removed"] == {"list_rows": 1, "contacts": 3, "waiting_mails": 0}
    assert (count(reading, ListEntry), count(reading, SubmissionContact)) == (1, 3)
    assert count(reading, AuditEntry) == 0
    assert gensvar("retention", "run", "--json").json["removed"] == dry["removed"]
    assert (count(reading, ListEntry), count(reading, SubmissionContact), count(reading, Submission)) == (0, 0, 3)
    with reading() as session:
        certificate = session.query(AuditEntry).filter_by(verb="retention.run").one().after
    assert certificate["decision"] == "KS 2026/12 § 34"
    assert certificate["removed"] == dry["removed"]
    assert "example.net" not in str(certificate)
