"""The forms of governance: shape and wording only."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from engage.core.fields import day
from engage.core.forms import Form
from engage.governance.rules.requests import MOST_NOTE, MOST_REASON
from engage.governance.rules.texts import FIELDS, MOST_CHANGED, MOST_LINE, MOST_TEXT, Compliance, Document

COMPLIANCE: dict[str, str] = {
    Compliance.FULLY: "Fully compliant",
    Compliance.PARTIALLY: "Partially compliant: some things listed below do not comply",
    Compliance.NOT: "Not compliant",
}
DAY_HINT = "For example 27/3/2027."


def _at_most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters.")


def _real_day(_form: Any, field: Any) -> None:
    day(field.data)


def _text(label: str, hint: str = "", needed: str = "") -> TextAreaField:
    asked = [DataRequired(needed)] if needed else []
    return TextAreaField(label, [*asked, _at_most(MOST_TEXT)], description=hint)


def _line(label: str, hint: str = "", needed: str = "") -> StringField:
    asked = [DataRequired(needed)] if needed else []
    return StringField(label, [*asked, _at_most(MOST_LINE)], description=hint)


def _day(label: str, needed: str = "") -> StringField:
    asked = [DataRequired(needed)] if needed else []
    return StringField(label, [*asked, _real_day], description=DAY_HINT)


class TextsForm(Form):
    """What the council writes in a document, and what has changed."""

    version = HiddenField()
    changed = StringField(
        "What has changed?",
        [DataRequired("Say in one sentence what has changed."), _at_most(MOST_CHANGED)],
        description="It stands beside the version, with the day.",
    )

    @property
    def after(self) -> int:
        """The number of the version that was opened; -1 for what is none."""
        sent = self.version.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1

    def sent(self, document: Document) -> dict[str, str]:
        """The fields of the document as they were sent."""
        return {name: self[name].data or "" for name in FIELDS[document]}


class PrivacyForm(TextsForm):
    """The council's part of the privacy notice."""

    controller = _text("Who is responsible", "The council’s name and address.", "Say who is responsible.")
    contact = _text("Whom to ask", "A team with its e-mail address or telephone number.", "Say whom to ask.")
    officer = _text("Data protection officer", "The name of the post, and how to reach it.",
                    "Say how to reach the data protection officer.")  # fmt: skip
    more = _text("What else staff should know", "For example with whom the council shares data, and how backups are "
                 "kept.")  # fmt: skip


class AccessibilityForm(TextsForm):
    """The council's accessibility statement."""

    status = RadioField("How far does it meet WCAG 2.2, level AA?", choices=COMPLIANCE,
                        default=Compliance.PARTIALLY)  # fmt: skip
    not_accessible = _text("What is not accessible, and why", "One thing a line, with the success criterion it fails. "
                          "Only a fully compliant service may leave it empty.")  # fmt: skip
    disproportionate = _text("What would be a disproportionate burden", "Leave it empty where nothing would be.")
    tested = _text("How it was tested", "When, by whom, which pages, with which tools.", "Say how it was tested.")
    contact = _text("Whom to tell", "An e-mail address, and a telephone number.", "Say whom to tell.")
    answer_days = _line("How soon you answer", "For example: within 5 working days.", "Say how soon you answer.")
    plans = _text("What you are doing about it")
    prepared_day = _day("Prepared on", "Enter the day on which the statement was prepared.")
    review_day = _day("Looked at again on")

    def validate_not_accessible(self, field: Any) -> None:
        """Whoever is not fully compliant says what does not comply."""
        if self.status.data != Compliance.FULLY and not field.data:
            raise ValidationError("Say what is not accessible: only a fully compliant service may leave this empty.")


class Signed(TextsForm):
    """What every assessment ends with."""

    decision = _text("What was decided", "Which risks are accepted, and on which conditions.")
    decided_by = _line("Who decided", "The post, and the name where it may be told.")
    decided_day = _day("Decided on")
    review_day = _day("Looked at again on")

    def validate_decided_by(self, field: Any) -> None:
        """A decision is somebody's."""
        if self.decision.data and not field.data:
            raise ValidationError("Say who decided.")


class DpiaForm(Signed):
    """The council's part of the data protection impact assessment."""

    purpose = _text("Why the council does it")
    consulted = _text("Whom you have consulted", "Staff, unions, the data protection officer.")
    necessity = _text("Why it is needed, and no more than that")
    risks = _text("How likely and how grave the risks are here")
    measures = _text("What you do besides", "Servers, keys, backups, suppliers, training.")
    advice = _text("Advice of the data protection officer")


class EiaForm(Signed):
    """The council's part of the equality impact assessment."""

    evidence = _text("Evidence", "Figures on staff, with declaration rates, and what earlier surveys found.")
    consulted = _text("Whom you have consulted", "Staff networks, unions.")
    impacts = _text("What you found", "For each group: better, worse, or no different, and why.")
    actions = _text("What you will do", "Who does it, by when.")


FORMS: Mapping[Document, type[TextsForm]] = {
    Document.PRIVACY: PrivacyForm,
    Document.ACCESSIBILITY: AccessibilityForm,
    Document.DPIA: DpiaForm,
    Document.EIA: EiaForm,
}


class RequestForm(Form):
    """Somebody asks for their own data."""

    who = StringField(
        "Employee number or work e-mail address", [DataRequired("Enter an employee number or an e-mail address.")],
        description="People who have left have it, too. Make sure that it is they who ask.",
    )  # fmt: skip
    received_day = StringField("When it came", [DataRequired("Enter the day on which it came."), _real_day],
                               description=DAY_HINT)  # fmt: skip
    note = TextAreaField("Note", [_at_most(MOST_NOTE)], description="How it came, and what was asked for.")

    @property
    def received_on(self) -> date | None:
        """That day."""
        return day(self.received_day.data)


class KeepForm(Form):
    """What stays in about others, and why."""

    keep = SelectMultipleField("What stays in", choices=[])
    reason = TextAreaField("Why it may stay in", [_at_most(MOST_REASON)],
                           description="For example: they agree, or the person knows it already.")  # fmt: skip

    def validate_reason(self, field: Any) -> None:
        """Whatever stays in has a reason."""
        if self.keep.data and not field.data:
            raise ValidationError("Say why it may stay in.")


class ExtendForm(Form):
    """Why the answer takes longer."""

    why = TextAreaField(
        "Why it takes longer",
        [DataRequired("Say why it takes longer."), _at_most(MOST_REASON)],
        description="The person reads this. It may be that the request is complex, or one of several of theirs.",
    )


class CloseForm(Form):
    """What became of it."""

    outcome = TextAreaField(
        "What became of it",
        [DataRequired("Say what became of it."), _at_most(MOST_NOTE)],
        description="For example: copy handed over on paper; taken back; refused, and why.",
    )
