"""The check before opening: the questionnaire, its ballot, and the people who would be asked."""

from dataclasses import dataclass

from engage.surveys.actions import audience, keys
from engage.surveys.models import Survey
from engage.surveys.rules import Problem, Questionnaire
from engage.surveys.rules.check_warnings import audience_problems, audience_warnings, warnings


@dataclass(frozen=True)
class Checked:
    """What stops a survey from opening, what is worth a second look, and how many people would be asked."""

    errors: list[Problem]
    warnings: list[Problem]
    people: int


def checked(survey: Survey, questionnaire: Questionnaire) -> Checked:
    """Everything that the page of the check tells."""
    people, minimum = audience.size(survey), survey.minimum_group
    undated = [Problem("no_closing_date", "dates")] if survey.closes_at is None else []
    return Checked(
        [*keys.problems(questionnaire), *audience_problems(questionnaire, people, minimum)],
        [*warnings(questionnaire), *audience_warnings(questionnaire, people, minimum), *undated],
        people,
    )


def errors(survey: Survey, questionnaire: Questionnaire) -> list[Problem]:
    """What stops it: also read by the act that schedules."""
    found = keys.problems(questionnaire)
    return found + audience_problems(questionnaire, audience.size(survey), survey.minimum_group)
