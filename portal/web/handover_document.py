"""The document of a handover as it would be sealed now: the office shows and seals it, the demonstration too."""

from datetime import datetime
from typing import Any

from flask_babel import force_locale
from jinja2 import Environment
from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.models.dialogues import Dialogue
from portal.queries import handovers, results
from portal.reports import handovers as document
from portal.web import ladder_words
from portal.web.voice import voice


def draft(
    environment: Environment, municipality: str, session: Session, dialogue: Dialogue, now: datetime
) -> tuple[dict[str, Any], str]:
    """The content and the HTML of the next handover, in Swedish. Needs a request, or the context of one."""
    content = handovers.content_of(session, dialogue, now)
    quoted = [quote for theme in content["themes"] for quote in theme["quotes"]]
    readable = results.readable_quotes(session, quoted)
    number = len(handovers.all_of(session, dialogue.id)) + 1
    level = document.level_of(content)
    given = (dialogue.delegating_body, str(dialogue.delegating_date or ""), dialogue.delegating_section)
    with force_locale(SOURCE):
        ladder_id = dialogue.ladder_id
        promised, name = ladder_words.promise(level, ladder_id, *given), ladder_words.label(level, ladder_id)
        html = document.render(
            environment, content, dialogue.slug, number, readable, voice(SOURCE), promised, name, now, municipality
        )
    return content, html
