"""Forms of signing in: shape and wording only."""

from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from engage.core.forms import Form
from engage.directory.rules.passwords import LONGEST, SHORTEST, Weakness

WEAK = {
    Weakness.SHORT: f"Use at least {SHORTEST} characters",
    Weakness.LONG: f"Use at most {LONGEST} characters",
    Weakness.FEW: "Use more different characters: this one repeats itself",
    Weakness.PERSONAL: "Leave out your name, your number, your e-mail address and the council’s name",
    Weakness.SEQUENCE: "Leave out letters and digits in a row, such as 12345 or qwerty",
    Weakness.COMMON: "Choose something rarer, which no guesser tries first. Three unrelated words work well",
}


def _name(label: str, missing: str, **attributes: str) -> Any:
    given = {"autocapitalize": "none", "spellcheck": "false", **attributes}
    return StringField(label, validators=[InputRequired(missing), Length(max=254)], render_kw=given)


def _password(label: str, missing: str, complete: str, *more: Any) -> Any:
    checks = [InputRequired(missing), Length(max=LONGEST), *more]
    return PasswordField(label, validators=checks, render_kw={"autocomplete": complete})


def _shared(field_id: str | None = None) -> Any:
    hint = "Nothing stays on it, and you are signed out after 10 minutes in which you do nothing here"
    return BooleanField("This is a shared device", description=hint, id=field_id)


class SignInForm(Form):
    """Who, and the password; `kept` is what was typed before, sealed."""

    identifier = _name(
        "Employee number or work e-mail", "Enter your employee number or e-mail", autocomplete="username"
    )
    password = _password("Password", "Enter your password", "current-password")
    shared = _shared()
    next = HiddenField()
    kept = HiddenField()


class DemoSignInForm(Form):
    """Which of the six; it stands on the same page as the other, so its ids are its own."""

    shared = _shared("demo-shared")
    next = HiddenField(id="demo-next")
    kept = HiddenField(id="demo-kept")


class ClaimForm(Form):
    """The three things that prove who somebody is."""

    number = _name("Employee number", "Enter your employee number", autocomplete="username")
    surname = _name("Surname", "Enter your surname", autocomplete="family-name")
    code = _name("One-time code", "Enter the code from your slip or e-mail", autocomplete="one-time-code")


class NewPasswordForm(Form):
    """A password, twice."""

    password = _password("New password", "Enter a password", "new-password")
    again = _password(
        "New password again", "Enter the password again", "new-password",
        EqualTo("password", "The two passwords are not the same"),
    )  # fmt: skip


class FirstPasswordForm(NewPasswordForm):
    """The new one twice, and then the person is signed in."""

    shared = _shared()


class ChangePasswordForm(NewPasswordForm):
    """The present one, then the new one twice."""

    present = _password("Present password", "Enter your present password", "current-password")


class ForgottenForm(Form):
    """Whose code to send."""

    number = _name("Employee number", "Enter your employee number", autocomplete="username")
