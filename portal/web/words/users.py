"""Words for what is wrong with an account, a password, a role or a sign-in."""

from flask_babel import lazy_gettext as _

WORDS = {
    "NO_SUCH_USER": _("Kontot finns inte."),
    "EMAIL_TAKEN": _("Det finns redan ett konto med den adressen."),
    "ROLE_NOT_HELD": _("Personen har inte den rollen."),
    "LAST_ADMINISTRATOR": _("Det måste finnas minst en administratör. Ge någon annan rollen först."),
    "USER_NOT_ACTIVE": _("Kontot är avstängt. Öppna det först."),
    "LINK_NOT_VALID": _("Länken gäller inte längre, eller är redan använd. Be administratören om en ny."),
    "PASSWORD_WRONG": _("Det nuvarande lösenordet stämmer inte."),
    "PASSWORD_TOO_SHORT": _("Lösenordet behöver minst 12 tecken. Flera korta ord går bra."),
    "PASSWORD_TOO_LONG": _("Lösenordet är för långt."),
    "PASSWORD_TOO_SIMPLE": _("Lösenordet upprepar för få olika tecken. Välj ett annat."),
    "PASSWORD_IS_YOUR_NAME": _("Lösenordet får inte vara ditt namn eller din adress."),
    "SIGN_IN_FAILED": _("Adressen och lösenordet hör inte ihop. Försök igen."),
    "SIGN_IN_LOCKED": _("För många försök. Vänta %(minutes)s minuter och försök igen."),
}
