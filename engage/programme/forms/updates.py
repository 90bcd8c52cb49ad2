"""The form of an update."""

from engage.core.forms import Form
from engage.programme.forms.boards_fields import area, one_of
from engage.programme.rules.boards import STAGES
from engage.programme.rules.updates import MOST_STATUS, MOST_WORDS, TROUBLE


class UpdateForm(Form):
    """How an item stands, in the words of its lead officer."""

    stage = one_of("How far is it?", STAGES, "Choose how far it is.")
    status = area("What has happened since the last update?", MOST_STATUS, "Say what has happened.",
                  hint="What was done, and what it changed. Boards read it.")  # fmt: skip
    trouble = one_of("Do you see trouble?", TROUBLE, "Choose whether you see trouble.",
                     hint="It can only make the colour worse. Saying none makes nothing green.")  # fmt: skip
    delay_reason = area("If something is late or has moved: why?", MOST_WORDS)
    next_steps = area("What is next?", MOST_WORDS)
    plain_words = area("In plain words for all staff", MOST_WORDS,
                       hint="All staff read it once the plan is published. Empty keeps what was there.")  # fmt: skip
