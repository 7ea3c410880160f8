"""Reports of what on the portal cannot be used."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.accessibility import AccessibilityReport

MOST = 200


def latest(session: Session) -> Sequence[AccessibilityReport]:
    """Those not handled first, the newest first among them; at most 200."""
    handled = AccessibilityReport.handled_on.is_not(None)
    return session.scalars(
        select(AccessibilityReport).order_by(handled, AccessibilityReport.id.desc()).limit(MOST)
    ).all()
