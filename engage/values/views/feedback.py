"""Colleague feedback: what of it stays off until it is signed, and how its comments are moderated."""

from engage.core.switches import Switch

ROUNDS, OUTSIDE = "feedback-rounds", "outside-reviewers"

SWITCHES = (
    Switch(
        ROUNDS,
        "Colleague feedback rounds",
        "People ask colleagues how they live the values, and get a report that no colleague can be read out of.",
        "The data protection impact assessment for colleague feedback is signed.",
    ),
    Switch(
        OUTSIDE,
        "Reviewers from outside",
        "In rounds that want it, people from outside the council answer by a link that works once.",
        "The data protection impact assessment covers people from outside, and how their addresses are used.",
    ),
)
MODERATED: dict[str, object] = {}
