"""How the start page speaks, how hits are grouped, and what the OD guide has parts about."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")
LONGEST_SEARCH = 100
# The parts of the OD guide in their order: each with its title and what it is about.
GUIDE_AREAS = {
    "year": ("Your year", "What an OD team does when, from the plan in April to carrying over in March."),
    "thanks": ("Thanks", "Looking after the wall, and how people are thanked."),
    "paper": ("Thanks without a screen", "Posters with a code, paper cards, the depot’s screen and noticeboard."),
    "stories": ("Stories", "A story with a picture: consent, approval, and the start page."),
    "award-rounds": ("Award rounds", "Categories, criteria, and nominations up to the close."),
    "judging": ("Judging awards", "Panels without ties, fair scores, and decisions that can be explained."),
    "award-outcomes": ("Award outcomes", "Announcing, letters and certificates, prizes and costs, long service."),
    "recognised": ("Who gets recognised", "Reading the figures, and whom nobody thanks."),
    "networks": ("Networks and appointments", "Champions, first aiders, union representatives: terms and training."),
    "staff-networks": ("Staff networks", "Networks whose people nobody may look up, and what you can know."),
    "first-aid": ("First aiders’ log", "What first aiders note, and the totals that you see."),
    "recruiting": ("Recruitment rounds", "From the call through managers’ answers to decisions and letters."),
    "concerns": ("Concerns passed on", "What champions pass on, and one answer to all who did."),
    "briefings": ("Briefings", "A pack for champions before others, and how many have read it."),
    "activity": ("Champions’ activity", "What champions log, what they heard, and where it is quiet."),
    "coverage": ("Coverage", "Where champions are missing, and whom the next round recruits."),
    "surveys": ("A survey", "From a draft to published results."),
    "values": ("Values and behaviours", "Writing the framework, and publishing it."),
    "feedback": ("Feedback rounds", "Feedback that colleagues ask for, and going through the report."),
    "conversations": ("Team conversations", "What teams do with the values, and seeing which have talked."),
    "consultations": ("Consultations", "Asking for views on a draft, and saying what changed."),
    "actions": ("Actions", "You said, we did: from what was said to what came of it."),
    "events": ("Events", "Making an event, who comes, waiting lists, guests and access needs."),
    "after-events": ("At and after an event", "Who was there, questions, the board, and what it cost."),
    "programme": ("The programme", "Plans and items, files of plans, quarters, and what staff read."),
    "boards": ("Boards and how items stand", "Meetings, updates, colours by rule, and exceptions."),
    "reports": ("Reports", "Committee papers, directorates’ pages and exceptions, with frozen figures, in Word."),
    "pages": ("Guides and help", "Writing, publishing and reviewing the council’s own pages."),
    "data-protection": ("Data protection", "Notices, assessments, and requests for one’s own data."),
    "moderation": ("What colleagues report", "Deciding what is hidden and what stays."),
}


def greeting(hour: int) -> str:
    """Good morning until noon, good afternoon until six, then good evening; nights count as evening."""
    if 5 <= hour < 12:
        return "Good morning"
    return "Good afternoon" if 12 <= hour < 18 else "Good evening"


def grouped(things: Iterable[T], by: str) -> list[tuple[str, list[T]]]:
    """The things under the value of this attribute, both in the order in which they come."""
    found: dict[str, list[T]] = {}
    for each in things:
        found.setdefault(getattr(each, by), []).append(each)
    return list(found.items())
