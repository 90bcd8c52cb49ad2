"""What the demonstration says of boards and of how items stand; days are counted from today."""

from collections.abc import Sequence
from dataclasses import dataclass

# Name, about, cadence, days of notice, and how long ago the first meeting was.
BOARDS = (
    ("Transformation board", "Directors read how the programme stands, and decide what it needs.", "every two months",
     10, 130),
    ("Employment committee", "Councillors read it twice a year.", "twice a year", 14, 100),
)  # fmt: skip
PLAN = "A better place to work"
PLAN_ABOUT = "What we change for colleagues over three years, because they told us."
ITEMS = (
    ("Reporting faults in one place", "One form for every fault, and an answer within two days."),
    ("Managers who listen", "Every manager is trained to talk with their team about values."),
    ("A shorter way to hire", "From advert to start in forty days."),
    ("Depot that is warm and dry", "Drying rooms, a canteen and a screen at the depot."),
    ("Fair rotas in home care", "Rotas four weeks ahead, swapped without a telephone call."),
)
# A saving of the first item: its name, then target and actuals in pence.
SAVING = ("Saved on calls about faults", 400_000, (310_000, 365_000, 420_000, 445_000))
DELAY = "The supplier delivered six weeks late."
NEXT = "The pilot begins next month; a date for all services follows."


@dataclass(frozen=True)
class Told:
    """What is told of one item.

    Milestones: name, first and current date, met (days from today, or None), reason. Measure: name, unit, better,
    target and actuals in hundredths. Risks: what, likelihood, impact, response. Spent: days ago, pence, what for.
    Updates: days ago, trouble, status, plain words.
    """

    milestones: Sequence[tuple[str, int, int, int | None, str]]
    measure: tuple[str, str, str, int, Sequence[int | None]]
    risks: Sequence[tuple[str, int, int, str]]
    spent: Sequence[tuple[int, int, str]]
    updates: Sequence[tuple[int, int, str, str]]


TOLD = (
    Told(
        (("Supplier chosen", -120, -120, -118, ""), ("Pilot in two services", -60, -35, None, DELAY),
         ("In all services", 60, 120, None, "It follows the pilot.")),
        ("Faults answered within two days", "percent", "higher", 9000, (7150, 7400, 7625, 7580)),
        (("The supplier stops the product", 3, 4, "A second supplier is asked for an offer."),),
        ((90, 1_250_000, "Licences"), (40, 480_000, "Training")),
        ((95, 0, "The supplier is chosen and the contract signed.", "We have chosen who builds the new form."),
         (12, 1, "The pilot is late: the form works on a telephone, but not yet with the depot’s system.",
          "The new form comes later than we said: it does not work at the depot yet.")),
    ),
    Told(
        (("Course written", -90, -90, -92, ""), ("Half of managers trained", 45, 45, None, "")),
        ("Managers trained", "number", "higher", 4000, (4100, 4300, 4250, 4400)),
        (("Managers cancel at short notice", 3, 2, "Two places of each course are kept for a second try."),),
        ((70, 900_000, "Trainers"),),
        ((90, 0, "The course is written and tried with twelve managers.", "Twelve managers have tried the course."),
         (8, 0, "Four courses held, all full.", "Four courses were held, and managers liked them.")),
    ),
    Told(
        (("New advert templates", -30, -30, -28, ""), ("Forty days reached", 90, 110, None, DELAY)),
        ("Days from advert to start", "number", "lower", 5000, (6800, 6100, 5600, 5200)),
        (("Checks take longer than planned", 4, 4, "Two more colleagues check references."),),
        ((50, 300_000, "Advertising"),),
        ((100, 1, "The templates are ready; checks still take three weeks.", "Adverts are shorter and clearer now."),),
    ),
)  # fmt: skip
