"""The words of the demonstration's framework: made up, five values, one of them a deal of two sides."""

from collections.abc import Sequence
from dataclasses import replace

from engage.values.rules.framework import Audience, AudienceKind, Document, Level, LevelKind, Statement, Value

EVERYONE, MANAGERS = "everyone", "managers (as above, plus)"
GOOD, NOT = "what we want to see", "what we do not want to see"
OFFER, ASK = "what you can expect", "what we expect of you"
TITLE = "How we work in Anytown"
INTRO = "Five values that colleagues from every directorate chose and put into words, from the depot to the care home."
AUDIENCES = (Audience(EVERYONE, AudienceKind.EVERYONE), Audience(MANAGERS, AudienceKind.MANAGERS))
LEVELS = (
    Level(GOOD, LevelKind.POSITIVE), Level(NOT, LevelKind.NEGATIVE),
    Level(OFFER, LevelKind.OFFERED), Level(ASK, LevelKind.ASKED),
)  # fmt: skip
Lines = Sequence[tuple[str, str, str]]
OPEN: Lines = (
    (EVERYONE, GOOD, "Say early when something is going wrong"),
    (EVERYONE, GOOD, "Explain a decision before you are asked"),
    (EVERYONE, GOOD, "Admit what you do not know, and find out"),
    (EVERYONE, GOOD, "Share what you have learned with the next team along"),
    (EVERYONE, NOT, "Keep a problem quiet until it is somebody else’s"),
    (EVERYONE, NOT, "Hide behind long words or long e-mails"),
    (MANAGERS, GOOD, "Ask your team what gets in their way, and answer"),
    (MANAGERS, NOT, "Tell people last about what concerns them first"),
)
KIND: Lines = (
    (EVERYONE, GOOD, "Thank people by name and for something they did"),
    (EVERYONE, GOOD, "Listen to the end before you answer"),
    (EVERYONE, GOOD, "Notice who has not been heard, and ask them"),
    (EVERYONE, GOOD, "Make newcomers welcome on their first day and their fortieth"),
    (EVERYONE, NOT, "Talk about colleagues who are not in the room"),
    (EVERYONE, NOT, "Laugh along when somebody is made small"),
    (MANAGERS, GOOD, "Make time for each person, also in the busy weeks"),
    (MANAGERS, NOT, "Reply at midnight and expect the same"),
)
CAREFUL: Lines = (
    (EVERYONE, GOOD, "Stop the job when it is not safe"),
    (EVERYONE, GOOD, "Spend the council’s money as if it were your neighbour’s"),
    (EVERYONE, GOOD, "Choose the way that uses less fuel, paper and power"),
    (EVERYONE, GOOD, "Leave the van, the file and the kitchen as you would like to find them"),
    (EVERYONE, NOT, "Cut a corner because nobody is looking"),
    (EVERYONE, NOT, "Throw away what another team could use"),
    (MANAGERS, GOOD, "Thank whoever reports a near miss"),
    (MANAGERS, NOT, "Put the deadline before the people who meet it"),
)
CURIOUS: Lines = (
    (EVERYONE, GOOD, "Ask residents what would help before you build it"),
    (EVERYONE, GOOD, "Try small, look at what happened, then try again"),
    (EVERYONE, GOOD, "Learn from the council next door"),
    (EVERYONE, GOOD, "Say “what if” as often as “we always”"),
    (EVERYONE, NOT, "Turn an idea down because of who had it"),
    (EVERYONE, NOT, "Blame the system and leave it as it is"),
    (MANAGERS, GOOD, "Give people an hour to mend what slows them down"),
    (MANAGERS, NOT, "Ask for ideas that you have no time to read"),
)
TOGETHER: Lines = (
    (EVERYONE, OFFER, "To be told what is going on by your manager, not by the newspaper"),
    (EVERYONE, OFFER, "The tools, the training and the time to do your job well"),
    (EVERYONE, OFFER, "An answer, when you raise something"),
    (EVERYONE, OFFER, "To be yourself at work, whoever you are"),
    (EVERYONE, ASK, "Do what you said you would, or say that you cannot"),
    (EVERYONE, ASK, "Help the team beside you before it has to ask"),
    (EVERYONE, ASK, "Treat residents as you would want your family treated"),
    (EVERYONE, ASK, "Come with a problem early, and with an idea where you have one"),
)
VALUES: Sequence[tuple[str, str, str, str, Lines]] = (
    ("open", "Open", "We say how things are, and why.", "blue", OPEN),
    ("kind", "Kind", "We look after one another, and it shows.", "plum", KIND),
    ("careful", "Careful", "We take care of people, money and the place we live in.", "green", CAREFUL),
    ("curious", "Curious", "We ask, try and learn.", "amber", CURIOUS),
    ("together", "In it together", "What you can count on, and what we count on you for.", "brick", TOGETHER),
)
TAGS = {
    "careful1": ("safety",), "careful3": ("climate",), "careful6": ("climate",), "careful7": ("safety",),
    "kind3": ("inclusion",), "kind4": ("inclusion",), "together4": ("inclusion",),
}  # fmt: skip
QUESTIONS = {"open1": "Q14", "together3": "Q21"}
# How some of them were worded in the first version.
EARLIER = {
    "open1": "Raise problems promptly",
    "kind1": "Recognise the contributions of others",
    "curious2": "Be innovative",
}
DROPPED, NEW = ("corporate1", "Uphold the corporate brand at all times"), ("careful3", "careful6")


def second_version() -> Document:
    """The framework in force."""
    return Document("Anytown Council", TITLE, INTRO, AUDIENCES, LEVELS, tuple(_value(*each) for each in VALUES))


def _value(key: str, name: str, about: str, colour: str, lines: Lines) -> Value:
    said = tuple(
        Statement(f"{key}{n}", text, audience, level, TAGS.get(f"{key}{n}", ()), QUESTIONS.get(f"{key}{n}", ""))
        for n, (audience, level, text) in enumerate(lines, 1)
    )
    return Value(key, name, about, colour, statements=said)


def first_version() -> Document:
    """The year before: four values, plainer words, and one that was not missed."""
    made = second_version()
    values = []
    for value in made.values[:4]:
        kept = tuple(
            replace(said, text=EARLIER.get(said.identity, said.text), tags=())
            for said in value.statements
            if said.identity not in NEW
        )
        values.append(replace(value, statements=kept))
    dropped = Statement(*DROPPED, EVERYONE, GOOD)
    values[0] = replace(values[0], statements=(*values[0].statements, dropped))
    return replace(made, title="Our values", intro="", levels=LEVELS[:2], values=tuple(values))
