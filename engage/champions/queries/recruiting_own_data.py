"""What recruitment rounds hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from engage.champions.models import Application, DecisionMade, RecruitmentRound, Suggestion
from engage.champions.rules.recruiting import MONTHS_APPLICATION, MONTHS_SUGGESTION
from engage.core.formatting import moment
from engage.core.own_data import WHO, Held, each_of, rows_of

KEPT = f"Kept for {MONTHS_APPLICATION} months after the round ends."


APPLICATIONS = (
    select(Application)
    .where(Application.person_id == WHO)
    .options(joinedload(Application.round), joinedload(Application.asked_manager))
    .order_by(Application.id)
)
DECIDED = (
    select(DecisionMade, RecruitmentRound.title)
    .join(RecruitmentRound, RecruitmentRound.id == DecisionMade.round_id)
    .where(DecisionMade.person_id == WHO)
    .order_by(DecisionMade.id)
)
SUGGESTED = (
    select(Suggestion, RecruitmentRound.title)
    .join(RecruitmentRound, RecruitmentRound.id == Suggestion.round_id)
    .where(or_(Suggestion.person_id == WHO, Suggestion.by_id == WHO))
    .options(joinedload(Suggestion.by), joinedload(Suggestion.person))
    .order_by(Suggestion.id)
)
ASKED = (
    select(Application)
    .where(Application.asked_manager_id == WHO)
    .options(joinedload(Application.round), joinedload(Application.person))
    .order_by(Application.id)
)


def held(person_id: int) -> Sequence[Held]:
    """Applications, decisions, suggestions made and received, and answers as a manager: four statements."""
    return (
        Held("Your applications to join a network", f"So that the OD team can decide. {KEPT}",
             _applications(person_id), others=("manager asked", "manager’s answer", "what they wrote"), private=True),
        Held("Decisions about your applications", f"So that they can be explained. {KEPT}", _decisions(person_id),
             private=True),
        Held("Colleagues you suggested, or who suggested you",
             f"So that somebody is asked once. Kept for {MONTHS_SUGGESTION} months.", _suggestions(person_id),
             others=("who suggested", "who was suggested"), private=True),
        Held("What you answered as a manager",
             f"So that the OD team and the applicant know. {KEPT}", _answers(person_id),
             others=("about", "what you wrote"), private=True),
    )  # fmt: skip


def _applications(person_id: int) -> list[dict[str, str | int | bool | None]]:
    return [
        {"round": row.round.title, "why": row.why, "languages": row.languages, "where it stands": row.outcome,
         "sent": moment(row.sent_at), "manager asked": row.asked_manager.name if row.asked_manager else None,
         "manager’s answer": row.manager, "what they wrote": row.manager_why,
         "letter sent": moment(row.told_at) or None}
        for row in each_of(APPLICATIONS, person_id)
    ]  # fmt: skip


def _decisions(person_id: int) -> list[dict[str, str | int | bool | None]]:
    return [
        {"round": title, "decision": row.what.replace("_", " "), "reason": row.reason, "when": moment(row.at)}
        for row, title in rows_of(DECIDED, person_id)
    ]


def _suggestions(person_id: int) -> list[dict[str, str | int | bool | None]]:
    return [
        {"round": title, "who suggested": row.by.name, "who was suggested": row.person.name,
         # What came of it is theirs who were suggested.
         "answer": row.answer if row.person_id == person_id else None, "when": moment(row.made_at)}
        for row, title in rows_of(SUGGESTED, person_id)
    ]  # fmt: skip


def _answers(person_id: int) -> list[dict[str, str | int | bool | None]]:
    return [
        {"round": row.round.title, "about": row.person.name, "your answer": row.manager,
         "what you wrote": row.manager_why, "answered": moment(row.answered_at) or None}
        for row in each_of(ASKED, person_id)
    ]  # fmt: skip
