"""What a search finds of award rounds: categories of rounds that staff can see, and one's own nominations."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import func, select

from engage.access import Viewer
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt, holds
from engage.core.search_index import matching
from engage.directory.models import Person, Unit
from engage.recognition.models import AwardCategory, AwardRound, Nomination
from engage.recognition.rules.rounds import RoundStage


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Two statements; what others nominated is found by nobody here."""
    categories = (
        select(AwardCategory.id, AwardCategory.name, AwardCategory.about, AwardRound.id, AwardRound.title)
        .join(AwardRound, AwardRound.id == AwardCategory.round_id)
        .where(AwardRound.stage != RoundStage.DRAFT)
        .where(matching(words, AwardCategory) | holds(words, AwardRound.title))
        .order_by(AwardRound.id.desc(), AwardCategory.position)
        .limit(MOST_EACH)
    )
    found = [
        Hit(name, f"Award: {title}", url_for("recognition.award_category", round_id=of, category_id=key),
            excerpt(about, words))
        for key, name, about, of, title in db.session.execute(categories)
    ]  # fmt: skip
    name = func.coalesce(Unit.name, Person.first_name + " " + Person.surname)
    own = (
        select(Nomination.id, name, AwardCategory.name)
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .outerjoin(Person, Person.id == Nomination.nominee_id)
        .outerjoin(Unit, Unit.id == Nomination.team_id)
        .where(Nomination.nominator_id == viewer.id)
        .where(holds(words, func.coalesce(Person.first_name, ""), func.coalesce(Person.surname, ""),
                     func.coalesce(Unit.name, ""), AwardCategory.name))
        .order_by(Nomination.id.desc())
        .limit(MOST_EACH)
    )  # fmt: skip
    return found + [
        Hit(called or "", f"Your nomination: {category}", url_for("recognition.nomination", nomination_id=key))
        for key, called, category in db.session.execute(own)
    ]
