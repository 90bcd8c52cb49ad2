"""The question sets that come with the product: own plain wording, nobody else's instrument."""

import hashlib

from engage.surveys.rules.library import Origin, QuestionSet
from engage.surveys.rules.questionnaire import Group, Kind, Option, Question, Questionnaire, Section
from engage.surveys.rules.scales import AGREEMENT, PREFER_NOT_TO_SAY, YES_NO

ENGAGEMENT, WORDS, SECTOR = "engagement", "words", "sector"
NO_NAMES = "Please do not name anybody or write what would give you away."
ZERO_TO_TEN = "0 is not at all likely, 10 is extremely likely."

Items = tuple[tuple[str, str], ...]

# Pride, advocacy, attachment, inspiration, motivation: one item each, in this order.
ENGAGED: Items = (
    ("E1", "I am proud to say where I work"),
    ("E2", "I would tell a friend that this is a good place to work"),
    ("E3", "I feel that I belong here"),
    ("E4", "Working here brings out the best in me"),
    ("E5", "I want to do more than my job asks of me"),
)

# Code, name, title of the section, what it is about, items.
THEMES: tuple[tuple[str, str, str, str, Items], ...] = (
    ("work", "My work", "Your work", "Whether the job itself is clear, varied and one’s own.", (
        ("WK1", "I know what a good day’s work looks like in my job"),
        ("WK2", "I can decide how I go about my work"),
        ("WK3", "My work uses what I am good at"),
        ("WK4", "I am asked before decisions change my work"),
        ("WK5", "I can finish what I start without being pulled away from it"),
    )),
    ("purpose", "Purpose", "What your work is for", "Whether people see what their work is for.", (
        ("PU1", "I can see how my work helps people who live here"),
        ("PU2", "I understand what the council wants to achieve this year"),
        ("PU3", "What my team does fits what the council says matters most"),
        ("PU4", "Residents would notice if my work were not done"),
    )),
    ("manager", "My manager", "Your manager", "How people are led day by day.", (
        ("MA1", "My manager listens before deciding"),
        ("MA2", "My manager tells me when I have done something well"),
        ("MA3", "My manager tells me plainly what I could do better"),
        ("MA4", "My manager makes time for me when I ask"),
        ("MA5", "My manager goes by the same rules for everyone in the team"),
    )),
    ("team", "My team", "Your team", "Whether people help each other and speak openly.", (
        ("TE1", "We help out when one of us has too much to do"),
        ("TE2", "I can admit a mistake in my team without being made to feel small"),
        ("TE3", "We talk openly about what is not working"),
        ("TE4", "My team gets on well with the other teams it depends on"),
    )),
    ("learning", "Learning", "Learning and getting on", "Whether people learn, and see a way forward.", (
        ("LE1", "I have learned something useful at work this year"),
        ("LE2", "I get the time for training that I need"),
        ("LE3", "Somebody has talked with me this year about where I want to get to"),
        ("LE4", "There is a way forward here for people who look for one"),
    )),
    ("inclusion", "Inclusion", "Fairness and respect", "Whether everybody is respected and has the same chances.", (
        ("IN1", "I can be myself at work"),
        ("IN2", "I am shown respect here, whoever I am"),
        ("IN3", "Jobs and chances go to people here for fair reasons"),
        ("IN4", "I would report bullying or discrimination without fear of what follows"),
    )),
    ("resources", "Resources", "What you work with", "Equipment, information, people and places.", (
        ("RE1", "The equipment and systems that I use are up to the job"),
        ("RE2", "I can find the information that I am looking for"),
        ("RE3", "There are enough of us for the work that we are given"),
        ("RE4", "The place where I work is fit for what I do there"),
    )),
    ("wellbeing", "Wellbeing", "Your health and wellbeing", "Whether work leaves people well.", (
        ("WB1", "I can get my work done in my working hours"),
        ("WB2", "I have energy left at the end of a usual working day"),
        ("WB3", "The council looks after the health of its staff"),
        ("WB4", "I know where to turn if things get too much"),
        ("WB5", "My work leaves room for the rest of my life"),
    )),
    ("change", "Leading change", "Leaders and change", "Whether change is explained, and done well.", (
        ("LC1", "Senior leaders explain why decisions are made"),
        ("LC2", "Senior leaders know what my work is like"),
        ("LC3", "When things change here, I hear of it in good time"),
        ("LC4", "Changes in my service make it better for residents"),
        ("LC5", "I believe something will be done about what this survey finds"),
    )),
    ("values", "Our values", "Our values", "Whether the values are known, and lived at the top.", (
        ("VA1", "I could tell a new colleague what our values are"),
        ("VA2", "I see our values in how decisions are made"),
        ("VA3", "Senior leaders act by our values"),
        ("VA4", "I can say so when something goes against our values"),
    )),
)  # fmt: skip

JOINED: Items = (
    ("JO1", "What I was told before I started has turned out to be true"),
    ("JO2", "People were expecting me on my first day"),
    ("JO3", "I had the equipment and sign-ins for my job in my first week"),
    ("JO4", "I know what I am meant to do in the coming months"),
    ("JO5", "I have met the people whom I need to know"),
    ("JO6", "I feel welcome in my team"),
)
LEFT: Items = (
    ("LV2", "I was dealt with fairly while I worked here"),
    ("LV3", "I could talk to my manager about what troubled me"),
    ("LV4", "I had a workload that I could keep up"),
    ("LV5", "I saw a way to get on here"),
    ("LV6", "I would come back to work for the council"),
)
REASONS = (
    ("another-job", "A better job elsewhere"), ("pay", "Pay and benefits"), ("manager", "How I was managed"),
    ("team", "The people I worked with"), ("workload", "The workload, or stress"), ("hours", "Hours or travel"),
    ("chances", "No way to get on"), ("family", "Family, health or moving house"), ("retiring", "Retiring"),
    ("ended", "My contract ended"),
)  # fmt: skip

# Slots of the English local-government index: what each asks about, and our own plain wording of it.
SLOTS: tuple[tuple[str, str, str], ...] = (
    ("LG1", "recommending the employer", "If anybody asked me, I would say: yes, work for this council"),
    ("LG2", "rewards and benefits", "I am content with my pay and with what else I get for working here"),
    ("LG3", "staying twelve months", "A year from now I mean to be working here still"),
    ("LG4", "speaking freely with colleagues", "I can say openly to colleagues what I think"),
    ("LG5", "contributing to improvement", "I have a hand in making our services better"),
    ("LG6", "support from one’s manager", "My manager backs me up in my work"),
)
PROMOTER = ("LG1N", "recommending the employer, from 0 to 10",
            "How likely are you to say to anybody: come and work for this council?")  # fmt: skip


def _identity(home: str, code: str, text: str) -> str:
    """The same for the same words, in every council and every version of the product."""
    return hashlib.sha256(f"library/{home}/{code}/{text}".encode()).hexdigest()[:16]


def _asked(home: str, code: str, kind: Kind, text: str, options: tuple[Option, ...] = (), hint: str = "") -> Question:
    return Question(code, _identity(home, code, text), kind, text, hint, options=options)


def _statements(home: str, items: Items) -> tuple[Question, ...]:
    return tuple(_asked(home, code, Kind.SCALE, text, AGREEMENT) for code, text in items)


def _long(home: str, code: str, text: str) -> Question:
    return _asked(home, code, Kind.LONG_TEXT, text, hint=NO_NAMES)


def _whole(title: str, questions: tuple[Question, ...], theme: Group | None = None, intro: str = "") -> Questionnaire:
    return Questionnaire((Section("S1", title, intro, questions),), (theme,) if theme else ())


def _set(code: str, name: str, about: str, document: Questionnaire) -> QuestionSet:
    return QuestionSet(code, name, about, Origin.SHIPPED, 1, document)


def _engagement() -> QuestionSet:
    section = Section("S1", "How you feel about working here", questions=_statements(ENGAGEMENT, ENGAGED))
    index = Group("engagement", "Engagement index", tuple(code for code, _ in ENGAGED))
    about = "Pride, advocacy, attachment, inspiration and motivation, one question each. Together they make an index."
    return _set(ENGAGEMENT, "Engagement", about, Questionnaire((section,), (), (index,)))


def _theme(code: str, name: str, title: str, about: str, items: Items) -> QuestionSet:
    group = Group(code, name, tuple(item for item, _ in items))
    return _set(code, name, about, _whole(title, _statements(code, items), group))


def _words() -> QuestionSet:
    asked = (_long(WORDS, "X1", "What works well?"), _long(WORDS, "X2", "It would be even better if …"))
    about = "Two questions for words, to end a survey with."
    intro = "You can leave both of these blank."
    return _set(WORDS, "What works well, even better if", about, _whole("In your own words", asked, intro=intro))


def _joiners() -> QuestionSet:
    theme = Group("joining", "Starting here", tuple(code for code, _ in JOINED))
    words = _long("joiners", "JO7", "What would have made your first weeks better?")
    about = "For people in their first months."
    return _set(
        "joiners", "Joiners", about, _whole("Your first weeks", (*_statements("joiners", JOINED), words), theme)
    )


def _leavers() -> QuestionSet:
    reasons = (*(Option(code, text) for code, text in REASONS), PREFER_NOT_TO_SAY)
    why = Question("LV1", _identity("leavers", "LV1", "What is your main reason for leaving?"), Kind.SINGLE,
                   "What is your main reason for leaving?", options=reasons, has_other=True)  # fmt: skip
    mind = _asked("leavers", "LV7", Kind.SINGLE, "Could we have done something that would have kept you?",
                  (*YES_NO, PREFER_NOT_TO_SAY))  # fmt: skip
    words = _long("leavers", "LV8", "What should we learn from your leaving?")
    theme = Group("leaving", "Looking back", tuple(code for code, _ in LEFT))
    questions = (why, *_statements("leavers", LEFT), mind, words)
    return _set(
        "leavers", "Leavers", "For people who are about to leave.", _whole("Why you are leaving", questions, theme)
    )


def _sector() -> QuestionSet:
    asked = _statements(SECTOR, tuple((code, text) for code, _, text in SLOTS))
    promoter = _asked(SECTOR, PROMOTER[0], Kind.NPS, PROMOTER[2], hint=ZERO_TO_TEN)
    about = (
        "Six questions with which English councils compare themselves, April to March; the first also from 0 to 10. "
        "In our own plain words: type in the official ones if your council may use them. There is no score of all six."
    )
    return _set(SECTOR, "Local-government index", about, _whole("Working for this council", (*asked, promoter)))


SHIPPED: tuple[QuestionSet, ...] = (
    _engagement(), *(_theme(*each) for each in THEMES), _words(), _joiners(), _leavers(), _sector(),
)  # fmt: skip
