"""The words of the demonstration's award outcomes; every person and team of earlier years is invented."""

from engage.recognition.actions.outcome_letterhead import Head
from engage.recognition.rules.rounds import Outcome

HEAD = Head("Margaret Okonkwo", "Chief Executive", "Town Hall\nMarket Square\nAnytown\nAN1 1AA")
LOGO_SHOWS = "A golden sun over two waves on a teal disc"
CITATIONS = (
    "Asked what residents needed before deciding how to do it, and changed three forms that nobody had dared to touch.",
    "Kept the phones answered through the flood week, and rang back everybody who had been cut off.",
    "Taught a whole team to read the new rota, one cup of tea at a time, and made nobody feel slow.",
    "Noticed that a round missed the same bins every second week, found out why, and put it right for good.",
    "Stays calm when it is loud, and makes sure that the quietest person in the room is heard.",
    "Set up a lending shelf at the depot that has saved the council three skips of waste so far.",
)
# Outcome to what is given, pence, who pays, whether a sponsor.
PRIZES = {
    Outcome.WINNER.value: ("Gift voucher", 5_000, "a local garden centre", True),
    Outcome.HIGHLY_COMMENDED.value: ("Gift voucher", 2_000, "OD budget", False),
}
COSTS = (
    ("Catering for 120", 138_000, "OD budget", False),
    ("Hall, sound and light", 64_500, "a local builders’ merchant", True),
    ("Trophies and printing", 41_250, "OD budget", False),
)
_W, _H = Outcome.WINNER, Outcome.HIGHLY_COMMENDED
_AWARDS = "Staff awards"
PAST = (
    (2025, _AWARDS, "Putting residents first", _W, "Marcin Nowak", "Housing options",
     "Found eleven families a home before Christmas, and carried two of the sofas himself."),
    (2025, _AWARDS, "Putting residents first", _H, "Yasmin Rahman", "Libraries",
     "Turned the quiet hour into a place where people with dementia come back to."),
    (2025, _AWARDS, "Team of the year", _W, "Night support", "Home care",
     "A year without a missed visit, through two winters’ worth of snow."),
    (2025, _AWARDS, "Team of the year", _H, "Rounds north", "Waste and recycling",
     "Halved missed collections, and knows every assisted household by name."),
    (2025, _AWARDS, "Rising star", _W, "Ebony Clarke", "Digital",
     "Her first form is still the one without a complaint."),
    (2024, _AWARDS, "Putting residents first", _W, "Colin Pearce", "Parks and open spaces",
     "Opened the gates at six every morning so that night workers could walk home through the park."),
    (2024, _AWARDS, "Team of the year", _W, "Central library", "Libraries",
     "Stayed open through the refit, in a tent when it had to be."),
    (2024, _AWARDS, "Team of the year", _H, "Brokerage", "Commissioning", ""),
    (2024, _AWARDS, "Rising star", _W, "Hamza Iqbal", "Planning", "Wrote the letter that people understand."),
)  # fmt: skip
