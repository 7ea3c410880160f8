"""The steps that each method fits, from the lowest to the highest it had: rows only.

A method that stood in the library fitted its steps *mainly* (●) as far as anybody had said.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MAIN, NOT = "m", "-"


def upgrade() -> None:
    """Go to this revision."""
    methods = sa.table("methods", *(sa.column(name) for name in ("id", "lowest_level", "highest_level", "fit")))
    bind = op.get_bind()
    for row in bind.execute(sa.select(methods)).all():
        fit = "".join(MAIN if row.lowest_level <= step <= row.highest_level else NOT for step in range(1, 6))
        bind.execute(sa.update(methods).where(methods.c.id == row.id).values(fit=fit))


def downgrade() -> None:
    """There is no way back but a restored backup: going back would lose what was written since."""
    raise NotImplementedError("restore the backup that was made before the upgrade")
