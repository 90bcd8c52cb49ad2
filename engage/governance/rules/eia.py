"""The equality impact assessment, drafted from what Engage does; the evidence and the judgement are the council's."""

from collections.abc import Mapping

from engage.governance.rules.document import Grid, Paper, Section
from engage.governance.rules.dpia import signed
from engage.governance.rules.facts import Facts

SUBTITLE = (
    "A draft of what Engage does for whom. It holds no protected characteristic on a person’s record, so it cannot "
    "tell the council how groups of staff fare: that evidence the council brings."
)
# Who may be left out, how Engage reaches them, and what it cannot do.
REACH = (
    ("Disability", "Every page works with a keyboard, at 400% zoom and with scripts off, and is checked by automatic "
     "tests at two widths.", "Automatic tests do not find everything. Whether people with disabilities have tested it "
     "the accessibility statement says."),
    ("Age", "Pages are plain, and codes can be printed. Thanks can be given and got on paper.",
     "Surveys are answered on a screen; a shared or public one will do."),
    ("Sex", "Work patterns are on the staff records, so a survey can be kept open over all shifts.",
     "Engage does not know who cares for somebody."),
    ("Pregnancy and maternity", "People on leave stay in the staff records and can sign in from home.",
     "Whether they are written to at home is the council’s to settle."),
    ("Race", "Sentences are short, and words are explained.",
     "Pages are in English. Other languages are not offered yet."),
    ("Religion or belief", "Who is in a staff network is shown to its coordinators alone.",
     "Closing times of surveys and rounds are chosen by people, who mind the days."),
    ("Sexual orientation", "Who is in a staff network is shown to its coordinators alone.",
     "In a small group people may know each other."),
    ("Gender reassignment", "The name somebody is known by is shown in place of the first name of the records.",
     "It comes from the staff records, and changes with the next file."),
    ("Marriage and civil partnership", "It is not on anybody’s record.", "Nothing is known."),
    ("People without a screen at work", "Codes on paper, a shared screen, posters with a code, paper cards.",
     "Somebody has to put them up, and enter the cards."),
)  # fmt: skip


def draft(facts: Facts, own: Mapping[str, str]) -> Paper:
    """The document; `own` is what the council wrote, by field."""
    special = sum(1 for row in facts.rows if any(kind.startswith("special") for _, kind in row.columns))
    return Paper(
        f"Equality impact assessment: Engage at {facts.organisation}",
        SUBTITLE,
        (
            Section("What is assessed", (
                f"The intranet where {facts.organisation} hears and thanks the people who work for it: surveys, "
                "consultations, feedback, thanks, awards, networks, events and guides. It decides nothing about "
                "anybody’s pay, grade or employment.",
            )),
            Section("Characteristics in the data", (
                "Where a survey asks for characteristics, they stand inside the sealed answers and never on a person’s "
                "record. Figures about them are published only where no sum or difference of them is about fewer "
                "people than the smallest group; small groups are put together, which hides differences between them.",
                f"{special} of {len(facts.rows)} tables hold what may tell a special category: networks, first aid, "
                "and what people need at events.",
            )),
            Section("Evidence", ("Numbers of staff by characteristic, declaration rates and results by group come from "
                                 "the council.",), own=own.get("evidence", "")),
            Section("Whom the council has consulted", own=own.get("consulted", "")),
            Section("Who may be left out, and what is done", grid=Grid(
                "Characteristics", ("Who", "What Engage does", "What it does not"), REACH),
                own=own.get("impacts", "")),
            Section("What the council will do", own=own.get("actions", "")),
            Section("Decision", own=signed(own)),
        ),
    )  # fmt: skip
