"""The words of the two consultations: plainly made up, as a council's colleagues might put them."""

from dataclasses import dataclass

THEMES = (
    ("Workload and time", "How much there is to do, and whether there is time to do it well."),
    ("Tools and buildings", "Phones, systems, vans, rooms: what we work with."),
    ("How we decide", "Who decides what, how fast, and whether anybody is asked."),
    ("Managers and support", "One-to-ones, feedback, being backed."),
    ("Working together", "Across teams, services and sites."),
    ("Fairness and inclusion", "Shifts, pay bands, who is heard."),
    ("Residents", "What we do for the people who live here."),
    ("Words and tone", "Plain words, or words that nobody uses."),
)


@dataclass(frozen=True)
class Draft:
    """A consultation and what colleagues say to it; comments name the statement by its number."""

    title: str
    intro: str
    text: str
    stages: tuple[tuple[str, int, str], ...]
    comments: tuple[tuple[int, str], ...]
    works_well: tuple[str, ...]
    even_better: tuple[str, ...]
    themed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    answers: tuple[tuple[str, bool, str, int, str], ...] = ()
    outcome: str = ""


OPEN = Draft(
    title="How we meet residents: a first draft",
    intro=(
        "Over the winter forty champions collected what it is like to meet us on a good day. This is the first draft "
        "of what came out of it. Tell us what sounds like us, and what does not.\n\n"
        "The OD team reads every comment. In the spring you read here what changed, and what did not and why."
    ),
    text=(
        "1. We say what we are going to do, and then we do it.\n"
        "2. We ask the people a decision affects before we take it.\n"
        "3. We leverage synergies across the organisation to deliver excellence.\n"
        "4. When something goes wrong, we ask what we can learn before we ask who it was.\n"
        "5. We treat residents as we would want our own family to be treated.\n"
        "6. We make time to help a colleague in another team."
    ),
    stages=(
        ("Champions", -20, "Forty champions collected 300 examples and wrote the first draft."),
        ("All staff", 0, ""),
        ("Managers’ forum", 24, ""),
        ("Unions, at their committee", 31, ""),
        ("Decision by Cabinet", 52, ""),
    ),
    comments=(
        (1, "True of my team. Less true of promises made at roadshows."),
        (1, "Could it also say that we tell people when we cannot?"),
        (2, "We find out about shift changes from the rota. This would be new, and very welcome."),
        (2, "Before, not during. Keep that word."),
        (3, "I do not know anybody who talks like this."),
        (3, "Is this “working together”? Then say so."),
        (3, "Leave it out. Number 6 says it better."),
        (4, "This is what I would like us to be known for."),
        (4, "Only if managers go first."),
        (6, "Needs cover. Making time is easy to write and hard on an early shift."),
    ),
    works_well=(
        "Colleagues step in when somebody is ill, without being asked.",
        "The new starters’ week at the depot.",
        "Our manager asks at every toolbox talk what is in our way.",
        "Being thanked by name in the team brief.",
    ),
    even_better=(
        "Answers to what we raise, even when the answer is no.",
        "The same standards for office and front line.",
        "A phone that can open this page at the first try.",
        "Fewer words on the posters.",
    ),
)  # fmt: skip

_MEETINGS = "Keep one day a week without internal meetings. I get a week’s thinking done in it."
_VANS = "Front line needs this too: swap a shift in the app, not by ringing round."
_DESKS = "Book a desk and find somebody in it. Every Tuesday."
_ROOMS = "Rooms with a screen that works."
_ONES = "One-to-ones happen more since they may be by phone."
_TRUST = "Nobody checks whether my light is green. Thank you."
_CORE = "Core hours of 10 to 4 do not fit school runs."
_TEAM = "A fixed day together each week is why our team works."
_FIXED = "A fixed day does not work for part-timers."
_JARGON = "“Anchor day” sounds like a ship. Say “team day”."

ANSWERED = Draft(
    title="How we work: a draft for hybrid and front-line teams",
    intro="A draft of how we agree where and when we work, in offices, depots and homes. It closed in the summer.",
    text=(
        "Each team agrees once a year where and when it works, and writes it down.\n\n"
        "Every team has an anchor day each week on which everybody is at their base.\n\n"
        "Everybody can be reached between 10 and 4.\n\n"
        "Front-line teams can swap shifts among themselves, with their manager’s word."
    ),
    stages=(
        ("Champions", -14, "Champions from nine services tried the draft in their teams."),
        ("All staff", 0, "Open for four weeks."),
        ("Managers’ forum", 35, "Managers asked for an example agreement. It is on the toolkit page."),
        ("Unions, at their committee", 42, "The joint committee noted the draft and asked for a review after a year."),
        ("Decision", 58, "Agreed by the corporate leadership team, with these changes."),
    ),
    comments=(
        (2, _TEAM), (2, _FIXED), (2, _JARGON), (3, _CORE), (4, _VANS),
        (1, "Write it down, but on one page."), (3, "Ten to four is when I am with clients."),
        (4, "Our manager says yes already. Good to have it in writing."),
    ),
    works_well=(_MEETINGS, _ONES, _TRUST, "Starting from home on visit days saves an hour of driving."),
    even_better=(_DESKS, _ROOMS, "Lockers at the depot that lock.", "Tell us who may refuse, and why."),
    themed=(
        ("Working together", (_TEAM, _FIXED, "Write it down, but on one page.")),
        ("Words and tone", (_JARGON,)),
        ("Fairness and inclusion", (_CORE, _FIXED, _VANS, "Ten to four is when I am with clients.")),
        ("Tools and buildings", (_DESKS, _ROOMS, _VANS, "Lockers at the depot that lock.")),
        ("Workload and time", (_MEETINGS, "Starting from home on visit days saves an hour of driving.")),
        ("Managers and support", (_ONES, _TRUST, "Our manager says yes already. Good to have it in writing.")),
        ("How we decide", ("Tell us who may refuse, and why.",)),
    ),
    answers=(
        ("Working together", True, "A day together helps most teams and shuts some colleagues out. Each team now "
         "chooses the day, and whether it is every week or every other.",
         2, "Every team chooses a regular team day, weekly or every other week, that part-time colleagues can join."),
        ("Fairness and inclusion", True, "Ten to four left out early shifts, school runs and client visits.",
         3, "Each team agrees hours in which its people can be reached, and how, around shifts and visits."),
        ("Words and tone", True, "“Anchor day” is gone. It is a team day.",
         2, "Every team chooses a regular team day, weekly or every other week, that part-time colleagues can join."),
        ("Tools and buildings", False, "Desks and lockers cost money that this year’s budget does not have. The "
         "property board looks at them in October, and the depot’s lockers are first on its list.", 0, ""),
        ("How we decide", True, "It says now who decides, and that a refusal comes with its reason in writing.", 0,
         "A manager who refuses says why, in writing, within five working days."),
    ),
    outcome=(
        "You wrote that team agreements help, and that one rule for everybody does not. Two of the four statements "
        "have changed. What costs money is with the property board.\n\nThe agreement is in force from next month, and "
        "is looked at again in a year."
    ),
)  # fmt: skip
