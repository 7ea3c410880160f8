"""Two things that Flask's parts do at every start or at every page although nothing has changed; same results, once."""

from typing import Any

from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from werkzeug.routing import Rule


class OnceTemplate(Template):
    """A template whose macros are made once.

    Jinja compares the globals of the importing page with its own at each import; here they are always the
    environment's, since nobody gives globals of its own with `get_template`.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class LateRule(Rule):
    """An address whose builder is compiled when the first link to it is made: there are hundreds, at each start."""

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        name = "_build_unknown" if append_unknown else "_build"

        def build(rule: "LateRule", **values: Any) -> Any:
            compiled = Rule._compile_builder(rule, append_unknown).__get__(rule, None)
            setattr(rule, name, compiled)
            return compiled(**values)

        return build
