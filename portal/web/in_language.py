"""A part of a page in another language than the page: its words, labels, dates and numbers."""

from collections.abc import Hashable
from typing import Any

from flask import current_app
from flask_babel import force_locale
from jinja2.environment import TemplateModule

MOST_KEPT = 200
"""Parts in memory; when there are more, all are made anew. One is some ten kilobytes."""


def rendered_in(language: str, template: str, **context: Any) -> TemplateModule:
    """The template rendered in that language, to be printed as it is in another template.

    The caller marks it with `lang` and `dir` where the page has another language.
    """
    current_app.update_template_context(context)
    with force_locale(language.replace("-", "_")):
        return current_app.jinja_env.get_template(template).make_module(context)


def rendered_once_in(language: str, template: str, key: Hashable, **context: Any) -> TemplateModule:
    """The same, made once for each `key`, which names everything that the part depends on, the reader's language too.

    For what is frozen: a page that is made anew after a change need not make that part of it again.
    """
    kept: dict[Hashable, TemplateModule] = current_app.extensions.setdefault("gensvar_frozen_parts", {})
    whole = (template, language, key)
    made = kept.get(whole)
    if made is None:
        made = rendered_in(language, template, **context)
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[whole] = made
    return made
