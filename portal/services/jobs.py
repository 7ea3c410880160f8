"""Nightly jobs: which are due and not done, whatever the clock or a stopped worker did in between."""

from datetime import date

from sqlalchemy.orm import Session

from portal.models.audit import JobRun


def is_due(session: Session, name: str, day: date) -> bool:
    """Whether the job has not been done on that local day or later."""
    run = session.get(JobRun, name)
    return run is None or run.last_on < day


def done(session: Session, name: str, day: date) -> None:
    """Remember that the job was done on that day."""
    run = session.get(JobRun, name)
    if run is None:
        session.add(JobRun(name=name, last_on=day))
    else:
        run.last_on = max(run.last_on, day)
