"""`gensvar user add`: an account for staff, and the one-time link to choose its password."""

import click

from portal import clock
from portal.cli.installation import actor_option, as_json_option, opened, tell
from portal.domain.permissions import Role
from portal.queries import bodies, users
from portal.services import users as services


@click.group("user")
def user() -> None:
    """Accounts of staff."""


@user.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--body", "body_slug", metavar="SLUG", help="The body the role is for; without it, all bodies.")
@click.option("--name", help="The person's name; without it, what stands before the @.")
@click.option("--language", default="sv", show_default=True)
@actor_option
@as_json_option
def add(
    email: str,
    role: str,
    body_slug: str | None,
    name: str | None,
    language: str,
    as_whom: str | None,
    as_json: bool,
) -> None:
    """Add an account with a role and print a one-time link to choose a password.

    For an address that has an account already the role is added, and a new link is made.
    """
    now = clock.now()
    with opened() as here:
        actor = here.actor(as_whom)
        with here.changes() as session:
            body = bodies.by_slug(session, body_slug) if body_slug else None
            found = users.by_email(session, email) or services.add(
                session, actor, email, name or email.partition("@")[0], now, language=language
            )
            services.grant(session, actor, found, Role(role), body, now)
            token = services.make_link(session, actor, found, now)
        link = f"{here.settings.public_url or 'http://127.0.0.1:8000'}/sign-in/link/{token}"
    tell({"email": email, "role": role, "body": body_slug, "link": link}, link, as_json)
