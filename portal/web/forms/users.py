"""Forms about accounts: signing in, passwords, people and their roles."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, SelectField, StringField

from portal.web.forms.base import Form, at_most, email, required


class SignInForm(Form):
    """E-mail and password; `next` is the page to go to afterwards."""

    email = StringField(_("E-postadress"), [required(_("Skriv din e-postadress.")), at_most(254)])
    password = PasswordField(_("Lösenord"), [required(_("Skriv ditt lösenord."))])
    next = HiddenField()


class ChoosePasswordForm(Form):
    """A new password, after a one-time link."""

    password = PasswordField(_("Nytt lösenord"), [required(_("Skriv ett lösenord."))])


class ChangePasswordForm(Form):
    """The old password and a new one."""

    old = PasswordField(_("Nuvarande lösenord"), [required(_("Skriv ditt nuvarande lösenord."))])
    password = PasswordField(_("Nytt lösenord"), [required(_("Skriv ett lösenord."))])


class OwnForm(Form):
    """What a member of staff says of themselves."""

    name = StringField(_("Namn"), [required(_("Skriv ditt namn.")), at_most(120)])
    title = StringField(_("Titel"), [at_most(120)])
    phone = StringField(_("Telefon"), [at_most(40)])
    language = SelectField(_("Språk i kontoret"))


class UserForm(Form):
    """A person on the staff."""

    email = StringField(_("E-postadress"), [required(_("Skriv e-postadressen.")), email()])
    name = StringField(_("Namn"), [required(_("Skriv namnet.")), at_most(120)])
    title = StringField(_("Titel"), [at_most(120)])
    phone = StringField(_("Telefon"), [at_most(40)])
    language = SelectField(_("Språk i kontoret"))


class RoleForm(Form):
    """A role, for one body or for all."""

    role = SelectField(_("Roll"))
    body = SelectField(_("För vilken nämnd"))
