"""The forms of pages: shape and wording only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from engage.core.fields import day
from engage.core.forms import Form
from engage.directory.audience_form import AudienceForm
from engage.pages import rules
from engage.pages.rules import Kind

KINDS: dict[str, str] = {
    Kind.GUIDE: "Guide: how something is done here",
    Kind.TOOLKIT: "Toolkit: what a team can work with",
    Kind.BENEFIT: "Benefit: what people who work here can have",
    Kind.HELP: "Help: how Engage works, and where to turn",
}
FAULTS = {
    "html": "Take the HTML out (what stands between < and >). No script or tag can stand here; use the formatting "
            "that the hint names.",
    "image": "Pictures cannot stand in a text. Add the picture to the page as a file.",
    "link": "A link must begin with https://, http://, mailto: or tel:, or with / for a page of Engage.",
    "wordless": "A link needs words between its square brackets.",
}  # fmt: skip
FORMATTING = (
    "## before a heading, ### before one below it. * before each line of a list. **bold**. "
    "[words of a link](https://…). Leave a line empty between paragraphs."
)
REAL_DAY = "Enter the day as numbers, for example 27/3/2027."


def _no_markup(_form: Any, field: Any) -> None:
    if fault := rules.text_fault(field.data or ""):
        raise ValidationError(FAULTS[fault])


def _plain(_form: Any, field: Any) -> None:
    if rules.text_fault(field.data or "") == "html":
        raise ValidationError(FAULTS["html"])


def _at_most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters.")


class PageForm(AudienceForm):
    """What a page says, for whom, and who answers for it."""

    version = HiddenField()
    kind = RadioField("What is it?", choices=KINDS, default=Kind.GUIDE)
    title = StringField("Title", [DataRequired("Enter a title."), _at_most(rules.MOST_TITLE), _plain])
    summary = StringField(
        "Summary", [DataRequired("Say in one sentence what it is about."), _at_most(rules.MOST_SUMMARY), _plain],
        description="One sentence. It stands in the list of guides and in search.",
    )  # fmt: skip
    text = TextAreaField("Text", [_at_most(rules.MOST_TEXT), _no_markup], description=FORMATTING)
    eligible = TextAreaField(
        "Who may have it", [_at_most(rules.MOST_ELIGIBLE), _no_markup],
        description="Say it so that a colleague knows whether they are meant.",
    )  # fmt: skip
    link = StringField(
        "Where it is applied for", [Optional(), _at_most(rules.MOST_LINK)],
        description="An address that begins with https://. Nothing is applied for or paid in Engage itself.",
    )  # fmt: skip
    contact = StringField(
        "Whom to ask", [Optional(), _at_most(rules.MOST_CONTACT), _plain],
        description="A team with its telephone number or e-mail address.",
    )  # fmt: skip
    lead = StringField(
        "Lead officer", [_at_most(200)],
        description="Type a name; if two people have it, you choose between them. A published page needs one.",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )  # fmt: skip
    lead_id = RadioField("Which of them?", choices=[], validate_choice=False)
    review_day = StringField(
        "Next review",
        description="When somebody reads it again, for example 27/3/2027. A published page needs one.",
    )

    def validate_link(self, field: Any) -> None:
        """Encrypted, and whole."""
        if field.data and not rules.is_https(field.data):
            raise ValidationError("Enter a whole address that begins with https://, such as https://example.gov.uk.")

    def validate_review_day(self, field: Any) -> None:
        """A real day."""
        day(field.data)

    @property
    def review_on(self) -> date | None:
        """The day of the next review, where one is given."""
        return day(self.review_day.data)

    @property
    def chosen_lead(self) -> int | None:
        """The id that was chosen or is held, where it is one."""
        sent = self.lead_id.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None

    def offer_leads(self, found: Sequence[tuple[int, str]]) -> None:
        """The people to choose between."""
        self.lead_id.choices = [(str(person_id), words) for person_id, words in found]


class FilesForm(Form):
    """Files for a page, several at a time."""

    files = MultipleFileField("Choose files")

    def validate_files(self, field: Any) -> None:
        """At least one."""
        if not [each for each in field.data or () if each and each.filename]:
            raise ValidationError("Choose at least one file.")


class ReviewedForm(Form):
    """Read again today; when next?"""

    next_day = StringField("Next review", [DataRequired(REAL_DAY)], description="For example 27/3/2027")

    def validate_next_day(self, field: Any) -> None:
        """A real day."""
        day(field.data)

    @property
    def next_on(self) -> date | None:
        """That day."""
        return day(self.next_day.data)
