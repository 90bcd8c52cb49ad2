"""What is held about one person in award rounds: what they wrote, and what they were told."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from engage.core.formatting import moment, plain
from engage.core.own_data import WHO, Held, each_of, rows_of
from engage.recognition.models import AwardCategory, AwardRound, ManagerView, Nomination, Seconding
from engage.recognition.rules.rounds import Outcome, RoundStage

UNTIL = (
    "Deleted 12 months after the announcement, or 24 months after the close where nothing is announced; drafts "
    "3 months after the close."
)
WON = (
    "Category, name and year are kept for good as the council’s history; the rest is deleted 12 months after the "
    "announcement."
)
ABOUT_THE_NOMINATION = frozenset({"round", "category", "state", "sent", "not taken because"})
HONOURED = (Outcome.WINNER, Outcome.HIGHLY_COMMENDED)


MADE = (
    select(Nomination)
    .where(Nomination.nominator_id == WHO)
    .options(
        joinedload(Nomination.nominee),
        joinedload(Nomination.team),
        selectinload(Nomination.answers),
        joinedload(Nomination.category).joinedload(AwardCategory.round),
        joinedload(Nomination.category).selectinload(AwardCategory.criteria),
    )
    .order_by(Nomination.id)
)
SECONDED = (
    select(AwardRound.title, AwardCategory.name, Seconding.agreed, Seconding.words, Seconding.answered_at)
    .join(Nomination, Nomination.id == Seconding.nomination_id)
    .join(AwardCategory, AwardCategory.id == Nomination.category_id)
    .join(AwardRound, AwardRound.id == AwardCategory.round_id)
    .where(Seconding.person_id == WHO, Nomination.submitted_at.is_not(None))
    .order_by(Nomination.id)
)
VIEWED = (
    select(AwardRound.title, AwardCategory.name, ManagerView.words, ManagerView.answered_at)
    .join(Nomination, Nomination.id == ManagerView.nomination_id)
    .join(AwardCategory, AwardCategory.id == Nomination.category_id)
    .join(AwardRound, AwardRound.id == AwardCategory.round_id)
    .where(ManagerView.person_id == WHO)
    .order_by(Nomination.id)
)
TOLD = (
    select(AwardRound.title, AwardCategory.name, Nomination.outcome)
    .join(AwardCategory, AwardCategory.id == Nomination.category_id)
    .join(AwardRound, AwardRound.id == AwardCategory.round_id)
    .where(Nomination.nominee_id == WHO, Nomination.state == "submitted", Nomination.joined_to_id.is_(None))
    .where(AwardRound.stage == RoundStage.ANNOUNCED)
    .where(or_(Nomination.outcome.in_(HONOURED), AwardRound.tells_unsuccessful))
    .order_by(Nomination.id)
)


def held(person_id: int) -> Sequence[Held]:
    """Nominations they made, seconded, were asked about; and of those about them what was announced."""
    made = _made(person_id)
    # What stands under a criterion is about whoever is nominated.
    about = tuple(sorted({name for row in made for name in row} - ABOUT_THE_NOMINATION))
    return (
        Held("Nominations that you made", f"So that you can change them, and they are judged. {UNTIL}", made,
             others=about, private=True),
        Held("Nominations that you were asked to second", UNTIL, _seconded(person_id),
             others=("what you wrote",), private=True),
        Held("What you said about nominations as a manager", UNTIL, _viewed(person_id),
             others=("what you wrote",), private=True),
        Held("Awards", WON, _told(person_id)),
    )  # fmt: skip


def _named(row: Nomination) -> str:
    return row.nominee.name if row.nominee else row.team.name if row.team else row.nominee_words


def _made(person_id: int) -> list[dict[str, str | int | bool | None]]:
    found = []
    for row in each_of(MADE, person_id):
        called = {each.id: each.name for each in row.category.criteria}
        said: dict[str, str | int | bool | None] = {
            "round": row.category.round.title, "category": row.category.name, "nominee": _named(row),
            "state": plain(row.state), "sent": moment(row.submitted_at) or None,
            "not taken because": row.refused_why or None,
        }  # fmt: skip
        found.append(said | {called.get(each.criterion_id, "words"): each.words for each in row.answers})
    return found


def _seconded(person_id: int) -> list[dict[str, str | int | bool | None]]:
    return [
        {
            "round": title,
            "category": name,
            "you agreed": agreed,
            "what you wrote": words,
            "answered": moment(at) or None,
        }
        for title, name, agreed, words, at in rows_of(SECONDED, person_id)
    ]


def _viewed(person_id: int) -> list[dict[str, str | int | bool | None]]:
    return [
        {"round": title, "category": name, "what you wrote": words, "answered": moment(at) or None}
        for title, name, words, at in rows_of(VIEWED, person_id)
    ]


def _told(person_id: int) -> list[dict[str, str | int | bool | None]]:
    """About oneself only what was announced: that one was honoured, or that one was nominated where that is told."""
    return [
        {"round": title, "category": name, "outcome": plain(outcome) if outcome else "Nominated"}
        for title, name, outcome in rows_of(TOLD, person_id)
    ]
