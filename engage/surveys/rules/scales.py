"""Option sets in plain words, ready to put into a question."""

from dataclasses import replace

from engage.surveys.rules.questionnaire import Aside, Direction, Option

NOT_APPLICABLE = Option("na", "Not applicable", aside=Aside.NOT_APPLICABLE)
PREFER_NOT_TO_SAY = Option("pnts", "Prefer not to say", aside=Aside.PREFER_NOT_TO_SAY)


def directions(count: int) -> tuple[Direction, ...]:
    """From best to worst: the upper half positive, the middle of an odd number neutral, the rest negative."""
    half, odd = divmod(count, 2)
    return (Direction.POSITIVE,) * half + (Direction.NEUTRAL,) * odd + (Direction.NEGATIVE,) * half


def scale(texts: tuple[str, ...]) -> tuple[Option, ...]:
    """Options from best to worst, scored from their number down to 1."""
    top = len(texts)
    return tuple(
        Option(str(top - place), text, float(top - place), direction)
        for place, (text, direction) in enumerate(zip(texts, directions(top), strict=True))
    )


def directed(options: tuple[Option, ...], *, best_first: bool = True) -> tuple[Option, ...]:
    """The same options with scores and directions by their order; those set aside keep none."""
    counted = [option for option in options if option.aside is None]
    ranks = scale(tuple(option.text for option in counted))
    told = dict(zip((option.code for option in counted), ranks if best_first else ranks[::-1], strict=True))
    return tuple(
        replace(option, score=told[option.code].score, direction=told[option.code].direction)
        if option.code in told
        else replace(option, score=None, direction=None)
        for option in options
    )


AGREEMENT = scale(("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree"))
SATISFACTION = scale(
    ("Very satisfied", "Satisfied", "Neither satisfied nor dissatisfied", "Dissatisfied", "Very dissatisfied")
)
FREQUENCY = scale(("Always", "Often", "Sometimes", "Rarely", "Never"))
YES_NO = (Option("Y", "Yes"), Option("N", "No"))
