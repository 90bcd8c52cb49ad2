"""Who sees what of a survey, and from when: as it is promised."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sight:
    """Who sees what, and from when."""

    who: str
    what: str
    when: str


HEADS = "heads of units"
# Promises from before there were tiers said that all staff see results; they keep what they said.
SIGHTS = (
    Sight("nobody", "sealed answers", "while the survey is open"),
    Sight("release engine", "opened answers", "after the survey has closed"),
    Sight("OD team", "results", "once they have been computed"),
    Sight(HEADS, "the results of that unit and of the units below it, as these were when the survey opened",
          "once results have been published, from the day that the OD team sets for those at its depth"),
    Sight("all staff", "the results of the organisation and of their own directorate",
          "once results have been published, from the day that the OD team sets for all staff"),
)  # fmt: skip
READERS = {
    "od": "The OD team reads comments that reviewers approved, once they are published.",
    "heads": "The OD team, and who heads the organisation or a directorate, reads comments that reviewers approved, "
    "once they are published: heads of a directorate none that another directorate stands beside.",
    "staff": "All staff read comments that reviewers approved, once they are published.",
}
IN_WORDS = {
    "OD team": "The OD team sees",
    HEADS: "Whoever heads a unit sees",
    "all staff": "All staff see",
}
TIERS = (
    "Whoever heads a unit sees the organisation and their own directorate from their own day on, which is no later "
    "than that of all staff. A unit or directorate that is put together with others is seen together with them. "
    "Reports can show everybody figures of the organisation and of directorates.",
)
# What is added about comments where not everybody sees everything.
FROM_THEN = (
    "These readers read them no earlier than the day from which they see results, and none that stands beside a "
    "directorate other than their own, unless they head the organisation or are of the OD team."
)
