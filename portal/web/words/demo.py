"""Words for refusals about the demonstration."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

WORDS: Mapping[str, object] = {
    "NOT_A_DEMO": _(
        "Den här installationen är ingen demonstration, så ingenting görs eller raderas här. "
        "Välj en annan katalog med GENSVAR_INSTANCE."
    ),
}
