"""The addresses of the builder that the browser looks at, over a draft with every kind of question."""

from typing import Any

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
    to_json,
)
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE, PREFER_NOT_TO_SAY, YES_NO
from tests.browser.surveys import Maker

DRAFT = "/surveys/manage/{kinds}/"
PAGES = tuple(
    ("Chloe", DRAFT + path)
    for path in (
        "questions", "questions?preview=two", "preview", "preview?width=phone", "check", "questions/RANK",
        "questions/GRID", "questions/AGE", "questions/AGE?remove=y", "questions/WHY", "sections/two?remove=y",
    )
)  # fmt: skip
RANKED = tuple(
    Option(code, text)
    for code, text in (
        ("pay", "Fair pay and conditions"), ("time", "A workload that can be done"), ("mgr", "A manager who listens"),
        ("learn", "Chances to learn and to move on"),
    )
)  # fmt: skip


def every_kind() -> Questionnaire:
    """A question of each kind, a characteristic, a comment beside a grid, conditions one inside another."""
    rows = (Row("a", "I have the equipment that I need"), Row("b", "My place of work is safe"))
    ages = (Option("u40", "Under 40"), Option("o40", "40 and over"), PREFER_NOT_TO_SAY)
    only = Condition(Match.ALL, (Comparison("RANK", Operator.FIRST, ("mgr", "time")),))
    inner = Condition(Match.ALL, (Comparison("AGE", Operator.ANSWERED), Comparison("ONE", Operator.EQUALS, ("Y",))))
    nested = Condition(Match.ANY, (inner, Comparison("NPS", Operator.ANY_OF, ("0", "1"))))
    one = (
        Question("AGE", "kage", Kind.SINGLE, "How old are you?", options=ages, characteristic=True, ordered=True),
        Question("ONE", "kone", Kind.SINGLE, "Do you manage people?", options=YES_NO),
        Question("NPS", "knps", Kind.NPS, "Would you recommend working here?"),
        Question("RANK", "krank", Kind.RANKING, "What matters most to you?", options=RANKED),
        Question("WHY", "kwhy", Kind.LONG_TEXT, "Tell us more about that", condition=only),
    )
    two = (
        Question("GRID", "kgrid", Kind.GRID, "How far do you agree?", options=(*AGREEMENT, NOT_APPLICABLE), rows=rows,
                 has_comment=True, max_length=300),
        Question("SCALE", "kscale", Kind.SCALE, "I am treated with respect", options=AGREEMENT, sensitive=True),
        Question("MANY", "kmany", Kind.MULTIPLE, "What helps?", options=RANKED, has_other=True),
        Question("NUMBER", "knumber", Kind.NUMBER, "How many days a week are you in an office?", low=0, high=7),
        Question("DAY", "kday", Kind.DATE, "When did you begin here?"),
        Question("SHORT", "kshort", Kind.SHORT_TEXT, "Your work in three words"),
    )  # fmt: skip
    sections = (Section("one", "About you", "First a few words about you.", one),)
    sections += (Section("two", "Your work", questions=two, condition=nested),)
    return Questionnaire(sections, (Group("t", "Respect", ("SCALE",)),))


def browser_scene(as_: Any) -> dict[str, Any]:
    """A draft of it."""
    return {"kinds": Maker(as_("Chloe")).draft("A question of every kind", to_json(every_kind()))}
