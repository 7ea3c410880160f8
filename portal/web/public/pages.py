"""Pages about the service itself: personal data, languages."""

from flask import Blueprint, render_template

from portal.web.access import public
from portal.web.page_cache import cacheable
from portal.web.sessions import settings

blueprint = Blueprint("public_pages", __name__)


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """What is known about a writer and what is not: the notice that article 13 of the GDPR asks for."""
    cacheable("site")
    return render_template(
        "public/pages/privacy.html",
        offered=bool(settings().mail_retention_decision),
        seal_hours=settings().outbox_seal_hours,
        list_days=settings().followup_list_days,
    )


@blueprint.get("/languages")
@public
def languages() -> str:
    """In which languages one can read and write, and which wording counts."""
    cacheable("site")
    return render_template("public/pages/languages.html")
