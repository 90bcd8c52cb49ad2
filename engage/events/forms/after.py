"""Forms of what happens at and after an event: shape and wording only."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from engage.core.forms import Form
from engage.core.money import AMOUNT, pence
from engage.events.rules.after import MOST_ANSWER, MOST_NOTE, MOST_QUESTION, MOST_WHO, MOST_WHY, SIDES, Side, has_words
from engage.events.rules.costs import KINDS, MOST_WHAT


def words(label: str, missing: str, most: int, area: bool = False, hint: str = "", optional: bool = False) -> Any:
    """A field for words of at most so many characters, which can be read."""

    def readable(_form: Any, field: Any) -> None:
        if field.data and not has_words(field.data):
            raise ValidationError(missing)

    long = f"Use at most {most:,} characters. What you typed is still here."
    first = Optional() if optional else DataRequired(missing)
    kind = TextAreaField if area else StringField
    return kind(label, [first, readable, Length(max=most, message=long)], description=hint)


class HereForm(Form):
    """The code that is read out in the room."""

    code = StringField("Code", [DataRequired("Type the code that is read out or shown in the room."), Length(max=40)])


class AskForm(Form):
    """A question from whoever reads the page."""

    words = words("Your question", "Write your question.", MOST_QUESTION, area=True)
    named = RadioField(
        "Show your name with it?", [InputRequired("Choose whether your name is shown.")],
        choices={"y": "Yes, show my name", "n": "No, without my name"},
    )  # fmt: skip


class Themed(Form):
    """A form with the shared list of themes."""

    theme = SelectField("Theme", [Optional()])

    def offer(self, themes: Iterable[tuple[int, str]]) -> None:
        """The themes to choose from."""
        self.theme.choices = {"": "No theme yet"} | {str(number): name for number, name in themes}

    @property
    def theme_id(self) -> int | None:
        """The chosen one."""
        return int(self.theme.data) if self.theme.data else None


class FromTheRoomForm(Themed):
    """A question that was asked aloud."""

    words = words(
        "The question", "Write what was asked.", MOST_QUESTION, area=True, hint="Nobody’s name is kept with it."
    )


class AnswerForm(Themed):
    """An answer for everybody who may see the event."""

    answer = words("Answer", "Write the answer.", MOST_ANSWER, area=True)
    by = words("Who answers", "Enter who answers, such as “Lena Ode, lead officer for parking”.", MOST_WHO,
               hint="The lead officer or the Chief Executive: a name, a role, or both.")  # fmt: skip


class HideForm(Form):
    """Why a question is not shown."""

    why = words("Why is it not shown?", "Say why, so that whoever asked knows what to change.", MOST_WHY, area=True,
                hint="Only whoever asked and the OD team read it.")  # fmt: skip


class WellForm(Form):
    """A note on what went well; its field has the side's name, since both stand on one page."""

    well = words(SIDES[Side.WELL], "Write what went well.", MOST_NOTE, area=True)


class BetterForm(Form):
    """A note on what would be better."""

    better = words(SIDES[Side.BETTER], "Write what would make it better.", MOST_NOTE, area=True)


NOTES: dict[Side, type[Form]] = {Side.WELL: WellForm, Side.BETTER: BetterForm}


class ThemeForm(Themed):
    """What a note is about."""


class CostForm(Form):
    """One line of what an event cost."""

    what = words("What was it for?", "Say what it was, such as “Hall and catering”.", MOST_WHAT)
    kind = RadioField("What kind of line is it?", choices=KINDS, default="cost",
                      validators=[InputRequired("Choose whether it is a cost or sponsorship.")])  # fmt: skip
    pounds = StringField("Amount in pounds", [DataRequired(AMOUNT)])

    def validate_pounds(self, field: Any) -> None:
        """It is an amount, and not nothing."""
        if not pence(field.data or ""):
            raise ValidationError(AMOUNT)

    @property
    def pence(self) -> int:
        """The amount."""
        return pence(self.pounds.data or "") or 0
