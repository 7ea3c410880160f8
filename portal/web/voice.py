"""How the portal speaks to the reader of this request, as the documents of `reports/` want it."""

from flask import current_app

from portal.reports.feedback import Voice
from portal.web.group_words import REACHES
from portal.web.labels import CHANNELS, OUTCOMES, PROPOSED, REASONS, REVIEW_STATES


def voice(language: str) -> Voice:
    """Dates, languages and the names of codes in that language; call it where that language is the reader's."""
    filters = current_app.jinja_env.filters
    names = (OUTCOMES, PROPOSED, CHANNELS, REASONS, REVIEW_STATES, REACHES)
    return Voice(language, filters["date_long"], filters["language_name"], *names)
