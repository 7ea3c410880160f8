"""`gensvar retention run`: what the municipality has decided to remove is removed, and nothing else."""

from datetime import datetime, timedelta

import click
from sqlalchemy.orm import Session

from portal import clock
from portal.cli.installation import Installation, as_json_option, opened, tell
from portal.domain.permissions import SYSTEM
from portal.domain.refusals import GateClosed, Refusal
from portal.queries import mailing as lists
from portal.services import audit, mailing, outbox


class _OnlyLooked(Exception):
    """Ends a dry run, so that nothing of it is kept."""


@click.group("retention")
def retention() -> None:
    """Removal (gallring) under a decision of the municipality."""


@retention.command("run")
@click.option("--dry-run", is_flag=True, help="Only tell what would be removed.")
@as_json_option
def run(dry_run: bool, as_json: bool) -> None:
    """Remove what is due of the addresses: the lists, the contacts and the mails that wait (one retention class).

    Refuses without the reference of the decision (GENSVAR_MAIL_RETENTION_DECISION). The certificate says what was
    removed, how many, when and under which decision, never whose; it stays in the audit record.
    """
    now = clock.now()
    with opened() as here:
        decision = here.settings.mail_retention_decision
        if not decision:
            raise GateClosed(Refusal("NO_RETENTION_DECISION"))
        certificate = {"decision": decision, "at": now.isoformat(timespec="seconds"), "dry_run": dry_run}
        removed: dict[str, int] = {}
        try:
            with here.changes() as session:
                removed = _remove(session, here, decision, now)
                if dry_run:
                    raise _OnlyLooked
                audit.certify(session, SYSTEM, certificate | {"removed": removed}, now)
        except _OnlyLooked:
            pass
    listed = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in removed.items())
    sentence = f"{'Would remove' if dry_run else 'Removed'} under {decision}: {listed}"
    tell(certificate | {"removed": removed}, sentence, as_json)


def _remove(session: Session, here: Installation, decision: str, now: datetime) -> dict[str, int]:
    after = timedelta(days=here.settings.followup_list_days)
    silent = [
        mailing.take_off_the_silent(session, dialogue_id, now, after)
        for dialogue_id in lists.answered_before(session, now - after)
    ]
    contacts = [
        mailing.forget_contacts(session, dialogue_id, decision, now)
        for dialogue_id in lists.answered_with_contacts(session, now)
    ]
    return {"list_rows": sum(silent), "contacts": sum(contacts), "waiting_mails": outbox.give_up(session, now)}
