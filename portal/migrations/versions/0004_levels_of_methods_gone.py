"""The lowest and highest step of a method are gone: `fit` says it for each. Schema only."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    with op.batch_alter_table("methods", schema=None) as batch_op:
        batch_op.drop_column("highest_level")
        batch_op.drop_column("lowest_level")


def downgrade() -> None:
    """There is no way back but a restored backup: going back would lose what was written since."""
    raise NotImplementedError("restore the backup that was made before the upgrade")
