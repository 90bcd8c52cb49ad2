"""What must be true of networks, concerns and briefings."""

from sqlalchemy import select

from engage.champions.models import Activity, Briefing, Concern, ConcernCase, RecruitmentRound, SharedItem
from engage.core.checks import Check, rows
from engage.directory.models import Network

KINDS = {
    "network": Network.id,
    "recruitment-round": RecruitmentRound.id,
    "activity": Activity.id,
    "concern": Concern.id,
    "briefing": Briefing.id,
    "shared-item": SharedItem.id,
}

CHECKS = (
    Check(
        "cases of concerns hold a concern",
        rows(ConcernCase, ConcernCase.id.not_in(select(Concern.case_id))),
    ),
    Check(
        "answered concerns have an answer, until their words are deleted",
        rows(
            ConcernCase,
            ConcernCase.state == "answered",
            ConcernCase.answer == "",
            ConcernCase.concerns.any(Concern.emptied_on.is_(None)),
        ),
    ),
)
