"""`gensvar dialogue import`, `export` and `check`."""

import sys
from pathlib import Path

import click

from portal import clock
from portal.adapters import yaml_files
from portal.cli.dialogue_file import bring, document_of
from portal.cli.installation import actor_option, as_json_option, opened, tell
from portal.domain.lifecycle import Gate, Weight, checks
from portal.domain.permissions import Act, require
from portal.domain.refusals import Refusal
from portal.queries import dialogues, joint_bodies, lifecycle
from portal.web.messages import words, words_when_met

GATES = (Gate.HOLD, Gate.ANNOUNCE, Gate.HAND_OVER, Gate.RESULT, Gate.ANSWER, Gate.CONCLUDE)


@click.group("dialogue")
def dialogue() -> None:
    """One dialogue as a document, and what its gates ask for."""


@dialogue.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@actor_option
@as_json_option
def import_(file: Path, as_whom: str | None, as_json: bool) -> None:
    """Begin a dialogue from a YAML document, as `dialogue export` writes it, under a matter that is known here.

    Texts in all languages, promise, groups, questions and meetings; all of it or, when one part is refused, nothing.
    """
    with opened() as here:
        actor = here.actor(as_whom)
        document = yaml_files.load(file.read_bytes())
        with here.changes() as session:
            made = bring(session, actor, here.rules, document, clock.now())
    tell({"slug": made.slug}, made.slug, as_json)


@dialogue.command("export")
@click.argument("slug")
@actor_option
def export(slug: str, as_whom: str | None) -> None:
    """Write the dialogue as a YAML document on standard output."""
    with opened() as here:
        actor = here.actor(as_whom)
        with here.reading() as session:
            found = dialogues.by_slug(session, slug)
            require(joint_bodies.actor_in(session, actor, found), Act.SEE_DRAFTS, found.body_id)
            click.echo(yaml_files.dump(document_of(session, found, here.rules)), nl=False)


@dialogue.command("check")
@click.argument("slug")
@click.option("--gate", type=click.Choice([gate.value for gate in GATES]), required=True)
@as_json_option
def check(slug: str, gate: str, as_json: bool) -> None:
    """Print the gate's checklist; status 1 with what is missing. A missing *should* is listed and stops nothing."""
    with opened() as here, here.reading() as session:
        found = dialogues.by_slug(session, slug)
        facts = lifecycle.facts_of(session, found, here.rules, clock.now())
        lines = [
            {
                "code": line.code,
                "principle": line.principle.value,
                "weight": line.weight.value,
                "met": line.met,
                "passed_because": line.passed_because,
                "words": words_when_met(line.code) if line.met else words(Refusal(line.code, params=line.params)),
            }
            for line in checks(Gate(gate), facts)
        ]
    missing = [line for line in lines if not line["met"] and line["weight"] == Weight.MUST.value]
    listed = "\n".join(
        f"{'x' if line['met'] else '-'} {line['principle']:<2} {line['weight']:<6} {line['words']}" for line in lines
    )
    tell({"dialogue": slug, "gate": gate, "open": not missing, "lines": lines}, listed, as_json)
    for line in missing:
        click.echo(f"{line['code']}: {line['words']}", err=True)
    if missing:
        sys.exit(1)
