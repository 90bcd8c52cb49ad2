"""Forms about reaching people: the audience, the mails, a later closing time, a survey that is cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from engage.core.fields import WholeNumber, moment
from engage.core.forms import Form
from engage.directory.audience_form import AudienceForm
from engage.directory.queries_audience import Offered
from engage.directory.rules.audience import from_text as base_of
from engage.directory.rules.audience import to_text as base_text
from engage.surveys.rules.mailing import LATEST_DAY, MOST_REMINDERS, Words, too_close
from engage.surveys.rules.reach import Chosen

MOST_WHY, MOST_SUBJECT, MOST_WORDS, MOST_LIST = 500, 120, 2000, 40_000
ALL, NUMBER, PERCENT = "all", "number", "percent"


@dataclass(frozen=True)
class Choices:
    """What there is to choose from besides units, roles and networks."""

    sites: Sequence[str]
    work_types: Sequence[str]
    kinds: dict[str, str]


def _ticked(label: str) -> SelectMultipleField:
    return SelectMultipleField(label, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


class ReachForm(AudienceForm):
    """Whom a survey asks: everybody who fits every list that is used, less those left out."""

    version = HiddenField()
    sites = SelectMultipleField("Only at these sites")
    work_types = _ticked("Only in these kinds of work")
    kinds = _ticked("Only these kinds of people")
    without_units = SelectMultipleField("Leave out these parts, with everybody below them")
    without_kinds = _ticked("Leave out these kinds of people")
    listed = TextAreaField("Leave out these people, by employee number", [Optional(), Length(max=MOST_LIST)])
    forget_list = BooleanField("Leave nobody out by number any more")
    draw = RadioField(
        "How many of them are asked?",
        choices={ALL: "All of them", NUMBER: "A number, drawn by lot", PERCENT: "A share, drawn by lot"},
        default=ALL,
    )
    number = WholeNumber("How many people", [Optional()])
    percent = WholeNumber("What share, in percent", [Optional()])
    joiners = BooleanField("Ask people who start work while the survey is open, too")
    page_only = BooleanField("No codes: everybody answers on the page")
    code_sites = SelectMultipleField("Codes for everybody at these sites")
    code_units = SelectMultipleField("Codes for everybody in these parts")
    minimum_group = 5

    def offer_all(self, offered: Offered, more: Choices, chosen: Chosen | None = None) -> None:
        """What there is to choose from, and what is chosen, where nothing was sent."""
        self.offer(offered, base_of(chosen.base) if chosen else None)
        self.who.label.text = "Who is asked?"
        units = {str(unit): name for unit, name in offered.units}
        self.without_units.choices = self.code_units.choices = units
        self.sites.choices = self.code_sites.choices = {each: each for each in more.sites}
        self.work_types.choices, self.kinds.choices = {each: each for each in more.work_types}, more.kinds
        self.without_kinds.choices = more.kinds
        if chosen is not None:
            for name in ("sites", "work_types", "kinds", "without_kinds", "code_sites"):
                self[name].data = list(getattr(chosen, name))
            for name in ("without_units", "code_units"):
                self[name].data = [str(each) for each in getattr(chosen, name)]
            self.draw.data = NUMBER if chosen.number else PERCENT if chosen.percent else ALL
            self.number.data, self.percent.data, self.joiners.data = chosen.number, chosen.percent, chosen.joiners
            self.page_only.data = chosen.page_only

    def validate_draw(self, field: Any) -> None:
        """A sample is no smaller than the smallest group that figures can be about, and a share is a share."""
        if field.data == NUMBER and (self.number.data or 0) < self.minimum_group:
            raise ValidationError(f"Draw at least {self.minimum_group} people, the minimum group of this survey.")
        if field.data == PERCENT and not 1 <= (self.percent.data or 0) <= 99:
            raise ValidationError("Enter a share from 1 to 99 percent.")

    def validate_joiners(self, field: Any) -> None:
        """Lots are drawn once."""
        if field.data and self.draw.data != ALL:
            raise ValidationError("Lots are drawn once, when the survey opens: joiners cannot be asked besides.")

    @property
    def chosen(self) -> Chosen:
        """Whom the form means."""
        return Chosen(
            base=base_text(self.audience),
            sites=tuple(sorted(self.sites.data or ())),
            work_types=tuple(sorted(self.work_types.data or ())),
            kinds=tuple(sorted(self.kinds.data or ())),
            without_units=tuple(sorted(int(each) for each in self.without_units.data or ())),
            without_kinds=tuple(sorted(self.without_kinds.data or ())),
            number=self.number.data if self.draw.data == NUMBER else None,
            percent=self.percent.data if self.draw.data == PERCENT else None,
            joiners=bool(self.joiners.data),
            code_sites=() if self.page_only.data else tuple(sorted(self.code_sites.data or ())),
            code_units=() if self.page_only.data else tuple(sorted(int(each) for each in self.code_units.data or ())),
            page_only=bool(self.page_only.data),
        )


class MailsForm(Form):
    """The words of the mails, and the days of the reminders."""

    subject = StringField("Subject", [DataRequired("Enter a subject."), Length(max=MOST_SUBJECT)])
    invitation = TextAreaField(
        "Words of the invitation", [DataRequired("Enter the words of the invitation."), Length(max=MOST_WORDS)]
    )
    reminder = TextAreaField(
        "Words of the reminders", [DataRequired("Enter the words of the reminders."), Length(max=MOST_WORDS)]
    )
    days = StringField("Reminders after how many working days?", [Optional(), Length(max=40)])

    def validate_days(self, field: Any) -> None:
        """Up to four, three days apart."""
        parts = (field.data or "").replace(",", " ").split()
        if any(not (part.isascii() and part.isdigit() and 0 < int(part) <= LATEST_DAY) for part in parts):
            raise ValidationError(
                f"Enter whole numbers from 1 to {LATEST_DAY}, for example 4, 8. Leave it empty for none."
            )
        days = self.remind_after
        if len(days) > MOST_REMINDERS:
            raise ValidationError(f"At most {MOST_REMINDERS} reminders.")
        if too_close(days):
            raise ValidationError("Leave at least 3 working days after the opening, and between two reminders.")

    @property
    def remind_after(self) -> tuple[int, ...]:
        """The days as numbers."""
        parts = (self.days.data or "").replace(",", " ").split()
        return tuple(sorted({int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 4}))

    @property
    def words(self) -> Words:
        """What the form says."""
        return Words(
            " ".join((self.subject.data or "").split()), self.invitation.data or "", self.reminder.data or "",
            self.remind_after,
        )  # fmt: skip


class ExtendForm(Form):
    """Until when, and why."""

    closes_day = StringField("New closing day", [DataRequired("Enter the new closing day.")])
    closes_time = StringField("Closes at", default="17:00")
    why = TextAreaField("Why is it extended?", [DataRequired("Say why: everybody who is asked reads it."),
                                                Length(max=MOST_WHY)])  # fmt: skip

    def validate_closes_day(self, field: Any) -> None:
        """The day and time exist."""
        moment(field.data, self.closes_time.data)

    @property
    def closes_at(self) -> datetime | None:
        """In UTC."""
        return moment(self.closes_day.data, self.closes_time.data)


class CancelForm(Form):
    """Why there will be no results."""

    why = TextAreaField("Why is it cancelled?", [DataRequired("Say why: everybody who was asked reads it."),
                                                 Length(max=MOST_WHY)])  # fmt: skip
    sure = BooleanField("I know that the answers sent so far are destroyed", [DataRequired("Tick this box.")])
