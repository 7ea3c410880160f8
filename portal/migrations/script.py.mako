"""${message}

Schema only; rows are moved in a revision of their own.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Go to this revision."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """There is no way back but a restored backup: going back would lose what was written since."""
    raise NotImplementedError("restore the backup that was made before the upgrade")
