"""`gensvar analyse`: what can be said of the texts of a dialogue before anybody has read them."""

import click

from portal import clock
from portal.cli.installation import actor_option, as_json_option, opened, tell
from portal.domain.copies import groups
from portal.domain.permissions import Act, require
from portal.queries import analyses, dialogues, joint_bodies
from portal.services.analyses import point_out_copies

NAMED = 20


@click.command("analyse")
@click.argument("slug")
@click.option("--flag", is_flag=True, help="Point the near copies out to the reviewers.")
@actor_option
@as_json_option
def analyse(slug: str, flag: bool, as_whom: str | None, as_json: bool) -> None:
    """Tell the languages and the near copies (copied letters) of a dialogue's submissions, by their public numbers.

    It suggests no themes yet: themes are named by the people who read.
    """
    with opened() as here:
        actor = here.actor(as_whom)
        with here.reading() as session:
            dialogue = dialogues.by_slug(session, slug)
            actor = joint_bodies.actor_in(session, actor, dialogue)
            require(actor, Act.READ_SUBMISSIONS, dialogue.body_id)
            languages = analyses.languages(session, dialogue.id)
            copies = groups(analyses.texts(session, dialogue.id))
        flagged = 0
        if flag:
            with here.changes() as session:
                numbers = {number for group in copies for number in group}
                flagged = point_out_copies(session, actor, dialogue, numbers, clock.now())
    lines = [f"{language}: {sum(known.values())}" for language, known in languages.items()]
    lines.append(f"{len(copies)} groups of near copies, {sum(map(len, copies))} submissions")
    lines += [", ".join(map(str, group[:NAMED])) + (" …" if len(group) > NAMED else "") for group in copies[:NAMED]]
    facts = {"languages": languages, "near_copies": copies, "flagged": flagged, "theme_suggestions": None}
    tell(facts, "\n".join(lines), as_json)
