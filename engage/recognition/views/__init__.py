"""Thanks on their wall, stories, award rounds and their panels, and who gets recognised."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry

bp = Blueprint("recognition", __name__)

NAV = (
    Entry("Thanks", "recognition.thanks_wall", 12),
    Entry("Awards", "recognition.awards", 13),
)
DESK = (
    Entry("Thanks: look after the wall", "recognition.thanks_manage", 30, Permission.THANKS_MANAGE),
    Entry("Thanks on paper: posters, cards, slips", "recognition.posters", 31, Permission.THANKS_MANAGE),
    Entry("Stories: approve and read", "recognition.stories", 32, Permission.THANKS_MANAGE),
    Entry("Award rounds", "recognition.award_manage", 33, Permission.AWARDS_MANAGE),
    Entry("Award outcomes: announce, print, prizes", "recognition.outcomes", 34, Permission.AWARDS_MANAGE),
    Entry("Long service", "recognition.long_service", 35, Permission.AWARDS_MANAGE),
    Entry("Who gets recognised", "recognition.recognised", 36, Permission.RECOGNITION_READ),
)

from engage.recognition.views import (  # noqa: E402  # the routes hang on bp
    judging_own,  # noqa: F401
    judging_panels,  # noqa: F401
    judging_rounds,  # noqa: F401
    judging_scores,  # noqa: F401
    nominations_asked,  # noqa: F401
    nominations_checking,  # noqa: F401
    nominations_links,
    nominations_outside,
    nominations_own,  # noqa: F401
    nominations_send,  # noqa: F401
    nominations_upload,  # noqa: F401
    outcome,  # noqa: F401
    outcome_ceremony,  # noqa: F401
    outcome_print,
    outcome_prizes,  # noqa: F401
    outcome_winners,  # noqa: F401
    paper_cards,  # noqa: F401
    paper_pick_up,  # noqa: F401
    paper_posters,  # noqa: F401
    paper_wall,  # noqa: F401
    recognised,  # noqa: F401
    rounds_categories,  # noqa: F401
    rounds_manage,  # noqa: F401
    rounds_settings,  # noqa: F401
    rounds_shown,  # noqa: F401
    service,  # noqa: F401
    stories,  # noqa: F401
    stories_links,
    stories_writing,  # noqa: F401
    thanks_giving,  # noqa: F401
    thanks_manage,  # noqa: F401
    thanks_mine,  # noqa: F401
    thanks_references,
    thanks_wall,  # noqa: F401
)

LINKS = {
    "thanks": thanks_references.link,
    "story": stories_links.link,
    "nomination": nominations_links.nomination,
    "award-round": nominations_links.award_round,
    **outcome_print.LINKS,
}
MODERATED = {"thanks": thanks_references.MODERATED, "story": stories_links.MODERATED}
SWITCHES = (nominations_outside.SWITCH,)
