"""Words of the demonstration's award rounds: categories, criteria, and what nominators wrote; all made up."""

from dataclasses import dataclass

from engage.recognition.rules.rounds import Nominees


@dataclass(frozen=True)
class Award:
    """A category with its criteria (name, prompt, weight)."""

    name: str
    about: str
    nominees: str
    criteria: tuple[tuple[str, str, int], ...]


WHAT = ("What they did", "What did they do? One example is better than many adjectives.", 2)
DIFFERENCE = ("Difference it made", "What is better now, and for whom?", 2)
HOW = ("How they did it", "How did they treat others on the way?", 1)

STAFF = (
    Award("Customer service", "For somebody whom residents remember because they were listened to.", Nominees.PERSON,
          (WHAT, DIFFERENCE, HOW)),
    Award("Unsung hero", "For somebody whose work is seldom seen, and would be missed at once.", Nominees.PERSON,
          (WHAT, DIFFERENCE)),
    Award("Team of the year", "For a team that did something together that none of them could have done alone.",
          Nominees.TEAM, (WHAT, DIFFERENCE, ("Working together", "How did they share the work and the credit?", 1))),
    Award("Good idea", "For an idea, large or small, that was tried and worked.", Nominees.EITHER,
          (("The idea", "What was the idea, and how was it tried?", 1), DIFFERENCE)),
    Award("Manager of the year", "For a manager whose people grow.", Nominees.PERSON, (WHAT, HOW)),
    Award("Greener council", "For whoever made us use less, waste less or mend more.", Nominees.EITHER,
          (WHAT, DIFFERENCE)),
)  # fmt: skip
LEARNING = (
    Award("Learner of the year", "For somebody who learnt something difficult and uses it.", Nominees.PERSON,
          (("What they learnt", "What was hard about it?", 1), DIFFERENCE)),
    Award("Mentor of the year", "For somebody who gave their time so that a colleague could learn.", Nominees.PERSON,
          (WHAT, DIFFERENCE)),
)  # fmt: skip
ANCHORS = (
    "Says that it was good, without an example", "One example, and no result", "A clear example with some result",
    "Several examples, and a result that others confirm", "A result that changed how we work",
)  # fmt: skip
ABOUT = {
    "Staff awards": "Once a year we celebrate colleagues and teams whose work should be seen.\n\nA good nomination "
    "tells one story: what happened, what they did, and what is better now.",
    "Learning awards": "For whoever learnt something this year, and for whoever helped them.",
}
DID = (
    "When the lift in the sheltered housing failed on a Friday, they found a firm that came the same evening.",
    "They rewrote the letter that everybody rang us about, and tried it with ten residents first.",
    "For three weeks in January they covered two rounds and still trained the new starter.",
    "They noticed that the same family was asked the same questions by four of us, and made one form of it.",
    "They answered every call about the flood themselves, until the last household was back home.",
    "They set up a repair table in the depot, where tools are mended that we used to throw away.",
    "They sat with a new colleague every Tuesday afternoon until the system held no fear any more.",
    "They kept the library open on the coldest days, and asked the food bank to join them.",
    "They found out why the bins of one street were always missed: a gate that nobody had a key for.",
    "They learnt sign language in the evenings, so that a resident could speak for herself.",
)
RESULT = (
    "Calls about it fell by half within two months, and nobody has asked for the old way back.",
    "Eleven residents wrote to say thank you. One of them had complained to us for years.",
    "We no longer pay for the agency on Mondays, and the team goes home on time.",
    "Two other services have copied it since, and asked them to show how.",
    "The new starter stayed, and says that this was why.",
    "Nobody waited longer than a day. The winter before it was nine.",
    "We throw away a third less than last year. The skip comes every other week now.",
    "Colleagues who had not spoken for a year now share a plan, and keep to it.",
)
MANNER = (
    "They asked before they changed anything, and said clearly what was not possible.",
    "They gave the credit to the others each time it was mentioned.",
    "They were as patient with the twentieth caller as with the first.",
    "They shared what went wrong, too, so that nobody had to repeat it.",
    "Everybody had a say in it, the quiet ones first.",
)
OUTSIDE = ("Margaret Holloway", "Councillor Price", "A. Begum", "Councillor Whitfield", "Tom Ashdown")
