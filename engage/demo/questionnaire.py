"""The demonstration's questionnaire: own plain wording, nobody else's instrument."""

import hashlib
from dataclasses import replace

from engage.surveys.rules import (
    Comparison,
    Condition,
    Group,
    Kind,
    Match,
    Operator,
    Option,
    Question,
    Questionnaire,
    Row,
    Section,
)
from engage.surveys.rules.library import added
from engage.surveys.rules.library_shipped import ENGAGEMENT, SECTOR, SHIPPED, WORDS
from engage.surveys.rules.scales import AGREEMENT, FREQUENCY, NOT_APPLICABLE, PREFER_NOT_TO_SAY, YES_NO

WORK = (
    ("W1", "My work makes a difference to people who live here"),
    ("W2", "I know what is expected of me"),
    ("W3", "I have a say in how my work is done"),
    ("W4", "I have the tools and equipment to do my job well"),
    ("W5", "My workload is manageable"),
    ("W6", "I am trusted to make decisions that belong to my job"),
)
MANAGER = (
    ("M1", "My manager listens to me"),
    ("M2", "My manager tells me when I have done something well"),
    ("M3", "My manager deals with problems fairly"),
    ("M4", "My manager takes an interest in how I am"),
)
TEAM = (
    ("T1", "People in my team help each other"),
    ("T2", "I can say so when I see something going wrong"),
    ("T3", "We learn from our mistakes instead of hiding them"),
)
COUNCIL = (
    ("C1", "I am treated with respect here, whoever I am"),
    ("C2", "Different services work well together"),
    ("C3", "Senior leaders explain why decisions are made"),
    ("C4", "Change is handled well in my service"),
    ("C5", "I believe something will be done about what this survey finds"),
    ("C6", "I can learn and get on here"),
    ("C7", "My health and wellbeing matter to the council"),
)
SETS = {each.code: each.document for each in SHIPPED}
# The engagement questions are those of the library: their results can be followed from survey to survey.
PRIDE = SETS[ENGAGEMENT].questions
# Which answer of the survey somebody repeats for a question of the local-government index.
ALIKE = {"LG1": "E2", "LG2": "W5", "LG3": "C6", "LG4": "T2", "LG5": "W3", "LG6": "M1", "LG1N": "N1"}
VALUES = (("V1", "People first"), ("V2", "One team"), ("V3", "Open and honest"), ("V4", "Always improving"))


def _identity(code: str) -> str:
    return hashlib.sha256(f"demonstration/{code}".encode()).hexdigest()[:16]


def _scales(pairs: tuple[tuple[str, str], ...]) -> tuple[Question, ...]:
    return tuple(Question(code, _identity(code), Kind.SCALE, text, options=AGREEMENT) for code, text in pairs)


def _long(code: str, text: str, hint: str) -> Question:
    return Question(code, _identity(code), Kind.LONG_TEXT, text, hint=hint, max_length=1000)


HINT = "Please do not name anybody or write what would give you away."
BARRIERS = (
    Option("time", "Not enough time"), Option("kit", "Equipment or systems"), Option("people", "Not enough people"),
    Option("decisions", "Slow decisions"), Option("none", "Nothing much"),
)  # fmt: skip


YEARS = (
    Option("new", "Under 2 years"), Option("some", "2 to 5 years"), Option("long", "6 to 15 years"),
    Option("longest", "Over 15 years"),
)  # fmt: skip
PLACES = (
    Option("office", "In an office"), Option("out", "Out and about, or at a depot"), Option("home", "Mostly at home"),
)  # fmt: skip
FIRST = (
    Option("kit", "Equipment"), Option("people", "More people"), Option("learning", "Learning"),
    Option("buildings", "Buildings"),
)  # fmt: skip


def _about_you() -> tuple[Question, ...]:
    talked = Question("A1", _identity("A1"), Kind.SINGLE, "Have you had a one-to-one this quarter?",
                      options=(*YES_NO, PREFER_NOT_TO_SAY))  # fmt: skip
    useful = Question("A2", _identity("A2"), Kind.SCALE, "That one-to-one was worth the time", options=AGREEMENT,
                      condition=Condition(Match.ALL, (Comparison("A1", Operator.EQUALS, ("Y",)),)))  # fmt: skip
    barriers = Question("A3", _identity("A3"), Kind.MULTIPLE, "What gets in the way of doing your job well?",
                        hint="Choose all that apply.", options=BARRIERS, has_other=True)  # fmt: skip
    return talked, useful, barriers


def questionnaire() -> Questionnaire:
    """Five sections, six themes and an engagement index."""
    lived = Question(
        "G1", _identity("G1"), Kind.GRID, "How often do you see these values lived in your service?",
        options=(*FREQUENCY, NOT_APPLICABLE), rows=tuple(Row(code, text) for code, text in VALUES),
    )  # fmt: skip
    advocate = Question(
        "N1", _identity("N1"), Kind.NPS, "How likely are you to recommend the council as an employer?",
        hint="0 is not at all likely, 10 is extremely likely.",
    )  # fmt: skip
    sections = (
        Section("work", "Your work", questions=_scales(WORK)),
        Section("people", "Your manager and team", questions=(*_scales(MANAGER), *_scales(TEAM), *_about_you())),
        Section("council", "Working for the council", questions=(*_scales(COUNCIL), lived)),
        Section("pride", "How you feel about working here", questions=(*PRIDE, advocate)),
        Section("words", "In your own words", "You can leave both of these blank.", (
            _long("X1", "What works well?", HINT), _long("X2", "What would be even better if it changed?", HINT))),
    )  # fmt: skip
    themes = (
        Group("work", "My work", tuple(code for code, _ in WORK)),
        Group("manager", "My manager", tuple(code for code, _ in MANAGER)),
        Group("team", "My team", tuple(code for code, _ in TEAM)),
        Group("leading", "Leading change", ("C2", "C3", "C4", "C5")),
        Group("inclusion", "Fair and well", ("C1", "C6", "C7")),
        Group("values", "Values lived", tuple(f"G1_{code}" for code, _ in VALUES)),
    )
    indices = (Group("engagement", "Engagement index", tuple(question.code for question in PRIDE)),)
    return Questionnaire(sections, themes, indices)


def with_characteristics() -> Questionnaire:
    """The same with two questions that split the results, one of them in an order, and things to put in order."""
    about = (
        Question("Y1", _identity("Y1"), Kind.SINGLE, "How long have you worked here?", options=YEARS,
                 characteristic=True, ordered=True),
        Question("Y2", _identity("Y2"), Kind.SINGLE, "Where do you mostly work?", options=PLACES, characteristic=True),
        Question("R1", _identity("R1"), Kind.RANKING, "What should we put money into first?", options=FIRST),
    )  # fmt: skip
    base = questionnaire()
    last = Section("about", "About you", "Leave out what you would rather not tell.", about)
    return replace(base, sections=(*base.sections, last))


def with_sector() -> Questionnaire:
    """The same with the six questions of the local-government index, and the first once more from 0 to 10."""
    codes = {question.code for question in SETS[SECTOR].questions}
    return added(questionnaire(), SETS[SECTOR], codes, title="Working for this council").questionnaire


def sets_of(paper: Questionnaire) -> tuple[str, ...]:
    """The sets of questions that a questionnaire of the demonstration was put together from."""
    if paper == SETS[WORDS]:
        return (WORDS,)
    return (ENGAGEMENT, SECTOR) if paper == with_sector() else (ENGAGEMENT,)
