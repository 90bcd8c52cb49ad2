"""Award rounds and nominations as other features refer to them."""

from flask import url_for

from engage.access import Permission, current_person
from engage.core.errors import NotThere
from engage.core.links import Link
from engage.recognition.actions import judging_sharing
from engage.recognition.queries import nominations_links as queries
from engage.recognition.queries import rounds
from engage.recognition.rules.rounds import RoundStage


def nomination(nomination_id: int) -> Link | None:
    """A nomination for its nominator, for who runs the round, and for its judges; not for its nominee."""
    row, viewer = queries.found(nomination_id), current_person()
    if row is None:
        return None
    title = row.category.name
    if row.nominator_id == viewer.id:
        return Link(url_for("recognition.nomination", nomination_id=row.id), title, True)
    if queries.may_check(row, viewer):
        address = url_for("recognition.award_nomination", round_id=row.category.round_id, nomination_id=row.id)
        return Link(address, title, True)
    judges = queries.judges(row, viewer.id) and not judging_sharing.ties_of(viewer.id, [row.joined_to_id or row.id])
    return Link(url_for("recognition.awards"), title, judges)


def award_round(round_id: int) -> Link | None:
    """A round: for everybody once it is open."""
    try:
        row = rounds.award_round(round_id)
    except NotThere:
        return None
    if current_person().may(Permission.AWARDS_MANAGE):
        return Link(url_for("recognition.award_round_manage", round_id=round_id), row.title, True)
    return Link(url_for("recognition.award_round", round_id=round_id), row.title, row.stage != RoundStage.DRAFT)
