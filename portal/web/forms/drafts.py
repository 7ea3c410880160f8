"""What is sent about a draft: that it is read, a comment, a reply."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, TextAreaField

from portal.web.forms.base import Form, at_most, required

LIMIT = 2000


class ReadForm(Form):
    """That this very version is read."""

    content_hash = HiddenField()


class CommentForm(Form):
    """A comment on the whole draft, or on a part of it."""

    part = SelectField(_("Vad gäller det?"))
    text = TextAreaField(_("Din kommentar"), [required(_("Skriv vad du vill säga om utkastet.")), at_most(LIMIT)])


class ReplyForm(Form):
    """What was done with a comment."""

    reply = TextAreaField(_("Svar"), [required(_("Skriv vad ni gjorde med kommentaren.")), at_most(LIMIT)])
