"""What the demonstration's champions pass on, and what is answered."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """One concern: when it was passed on, and what became of it."""

    theme: str
    title: str
    words: str
    days_ago: int
    said_by: int | None = None
    # The service it is about; empty: the champion's own.
    service: str = ""
    with_femi: bool = False
    proposal: str = ""
    answer: str = ""
    answered_after: int = 10
    declined: bool = False
    told: bool = False
    # The title under which all staff read the answer.
    public: str = ""


OF_BRYN = (
    Said("Tools and buildings", "Gloves run out before the end of the month",
         "The good gloves are gone by the third week, and the thin ones split on glass. People buy their own.",
         19, 12, answer="A second delivery comes in the middle of each month from now on. Until then the stores keep a "
         "box for each round. Nobody needs to buy their own; bring the receipt to the supervisor."),
    Said("Managers and support", "Nobody knows who to ring when a lorry breaks down after four",
         "The depot closes at four and the number on the card is not answered. Crews wait at the roadside.", 24, 8),
    Said("Workload and time", "The rota comes out on Friday for Monday",
         "Colleagues with children cannot plan. Two weeks ahead would be enough.", 4, 15),
)  # fmt: skip

JOINED = (
    Said("Workload and time", "No time to drive between two visits",
         "Fifteen minutes are planned, the road takes thirty.", 30, 9, "Home care"),
    Said("Workload and time", "Visits planned back to back",
         "The plan has no travel in it. Lunch is eaten in the car.", 28, 6, "Home care"),
    Said("Workload and time", "Late because the plan says so",
         "Residents are cross with us, and the plan was never possible.", 26, None, "Home care"),
)  # fmt: skip
JOINED_ANSWER = Said(
    "", "", "", 26, answered_after=8,
    answer="Travel is planned by the road from 1 March, with ten minutes on top. Tell the planners where it is wrong: "
    "they have been asked to change it the same week. It costs about forty visits a week, which four new colleagues "
    "will take on.",
    public="No time to drive between visits",
)  # fmt: skip

MORE = (
    Said("Tools and buildings", "The payslip cannot be read on a phone",
         "The page does not fit, and the depot has one screen.", 3, 20),
    Said("Tools and buildings", "Heating in the annexe",
         "Fourteen degrees on Monday mornings. People work in coats.", 2, 7),
    Said("Tools and buildings", "The lift is out again",
         "Whoever cannot take the stairs works on the ground floor.", 1, 2),
    Said("Tools and buildings", "Two systems for one holiday", "Leave is typed twice, and the two disagree.", 5, 30),
    Said("How we decide", "Nobody says what the restructure means for us",
         "There was a meeting in spring, and nothing since. People look for other jobs.", 6, 25),
    Said("Fairness and inclusion", "Night staff hear the news last", "Meetings are at ten in the morning.", 7, 11),
    Said("Workload and time", "The new form takes twenty minutes", "It asks the same address three times.", 8, 14),
    Said("Managers and support", "Agency staff have no log-in for a week",
         "They sit beside somebody and watch.", 9, None),
    Said("Fairness and inclusion", "Parking at the town hall",
         "Carers who visit two sites a day pay for both.", 16, 18, "Home care", with_femi=True),
    Said("Tools and buildings", "Uniforms in two sizes only",
         "Neither fits, and sleeves catch on doors.", 11, 5, "Home care", with_femi=True,
         proposal="The supplier has four more sizes, and they can be ordered from the next catalogue on, in February."),
    Said("Tools and buildings", "Radios without batteries",
         "One in three works by the afternoon.", 13, 10, with_femi=True),
    Said("Fairness and inclusion", "Training only on Wednesdays",
         "Part-timers who do not work then never come.", 40, 8, told=True,
         answer="Each course is offered on two different days from January on. The list is on the training page."),
    Said("Tools and buildings", "Locker room is not cleaned",
         "Since the contract changed it is done once a week.", 55, 16, told=True,
         answer="The contract now says every day. If it is missed, ring the number on the door; it is counted."),
    Said("How we decide", "Exit interviews that nobody reads", "Three left in a month and said why.", 70, 3, told=True,
         answer="The OD team reads each from now on, and tells heads of service twice a year what is said most."),
    Said("Fairness and inclusion", "Car mileage is paid two months late",
         "People lend the council money.", 80, 22, told=True,
         answer="Payroll had two vacancies, and they are filled. Mileage handed in by the 10th is paid the same month.",
         public="Mileage paid late"),
    Said("Working together", "Dogs in gardens",
         "The warning is in the old system and not on the new tablet.", 95, 9, told=True,
         answer="The warnings are on the tablet since the 3rd. Report one that is missing: it is there next day."),
    Said("Tools and buildings", "Standing desks",
         "Two teams have them and the others would like some.", 100, 4, told=True, declined=True,
         answer="Furniture is bought by each service from its own budget: ask your head of service. For a desk that "
         "somebody needs for their health, ring occupational health; that is not a matter of budget."),
    Said("Fairness and inclusion", "A pay rise below inflation",
         "It is what everybody talks about.", 45, 40, declined=True, answered_after=3,
         answer="Pay is agreed nationally with the recognised unions, and cannot be answered here. Your union "
         "representative takes this further; the network page says who they are."),
    Said("Words and tone", "Too many e-mails to all staff",
         "Eleven in one week, of which one concerned us.", 120, 13, told=True,
         answered_after=22, answer="There is one a week now, on Tuesday, with what concerns everybody."),
)  # fmt: skip
