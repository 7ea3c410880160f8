"""A part of a page in another language than the page: its words, labels, dates and numbers."""

from typing import Any

from flask import current_app
from flask_babel import force_locale
from jinja2.environment import TemplateModule


def rendered_in(language: str, template: str, **context: Any) -> TemplateModule:
    """The template rendered in that language, to be printed as it is in another template.

    The caller marks it with `lang` and `dir` where the page has another language.
    """
    current_app.update_template_context(context)
    with force_locale(language.replace("-", "_")):
        return current_app.jinja_env.get_template(template).make_module(context)
