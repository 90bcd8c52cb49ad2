"""The formats a questionnaire goes out in, and what each of them cannot hold."""

from collections.abc import Callable
from dataclasses import dataclass

from engage.surveys.formats.csv_whole import csv_whole
from engage.surveys.formats.lss_out import lss_bytes
from engage.surveys.formats.xlsform_out import xlsform_bytes
from engage.surveys.rules import Questionnaire, to_json


@dataclass(frozen=True)
class Format:
    """One format: `good_for` and what it `cannot` hold, in words; its writer takes a questionnaire and a title."""

    name: str
    ending: str
    content_type: str
    good_for: str
    cannot: tuple[str, ...]
    write: Callable[[Questionnaire, str], bytes]


FORMATS = (
    Format(
        "Engage JSON", "json", "application/json; charset=utf-8",
        "Keeping a copy, or carrying a survey to another Engage. It holds every question as it is.",
        (),
        lambda questionnaire, _: to_json(questionnaire).encode(),
    ),
    Format(
        "CSV", "csv", "text/csv; charset=utf-8",
        "Reading and changing many questions in a spreadsheet. A row is a section, a question, a theme or an index.",
        ("Nothing is lost, but a condition stands in one cell as Engage writes it, and is hard to change by hand.",),
        lambda questionnaire, _: csv_whole(questionnaire).encode("utf-8-sig"),
    ),
    Format(
        "LimeSurvey (.lss)", "lss", "application/xml; charset=utf-8",
        "Asking the same questions in LimeSurvey, versions 3 to 6.",
        (
            "LimeSurvey has no scores that go with a direction, no reversed or sensitive questions, no themes and no "
            "indices. They are in the file for Engage, as attributes that LimeSurvey passes over.",
            "Codes become short: 20 letters and digits for a question, 5 for an answer. Engage reads its own back.",
            "0 to 10 (eNPS) becomes a list, and the comment beside a grid a question of its own.",
            "Whoever changes a question’s answers in LimeSurvey loses what Engage knew of that question.",
        ),
        lss_bytes,
    ),
    Format(
        "XLSForm (.xlsx)", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Asking the same questions with ODK, KoboToolbox and other tools that read XLSForm.",
        (
            "XLSForm has no scores, directions, reversed or sensitive questions, characteristics, themes or indices. "
            "They are in the file for Engage, in columns named “engage” that other tools pass over.",
            "0 to 10 (eNPS) becomes a list, and the comment beside a grid a question of its own.",
            "A condition of more than 32,000 characters is left out: its question is asked of everybody.",
        ),
        xlsform_bytes,
    ),
)  # fmt: skip
BOTH = (
    "No file holds the survey’s dates, who is asked, the minimum group, or any answer.",
    "The introduction to the whole survey is not in it: sections’ introductions are.",
)


def by_ending(ending: str) -> Format | None:
    """The format of this ending."""
    return next((each for each in FORMATS if each.ending == ending), None)
