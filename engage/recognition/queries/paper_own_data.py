"""What thanks without a screen hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.db import db
from engage.core.formatting import moment
from engage.core.own_data import Held
from engage.recognition.models import PickUp, SitePoster, Thanks
from engage.recognition.rules.thanks import Via

PRINTED = "So that thanks reach whoever has no e-mail or likes paper. Deleted 90 days after they were printed."
ENTERED = "So that a mistake can be followed up. Kept as long as the thank-you."
POSTERS = "So that a poster can be followed up. Kept for good."


def held(person_id: int) -> Sequence[Held]:
    """Slips printed for them, cards that they entered, posters that they made: three statements."""
    slips = select(PickUp).where(PickUp.person_id == person_id).order_by(PickUp.thanks_id)
    cards = select(Thanks).where(Thanks.via == Via.CARD, Thanks.entered_by_id == person_id).order_by(Thanks.id)
    posters = select(SitePoster).where(SitePoster.made_by_id == person_id).order_by(SitePoster.id)
    return (
        Held("Thanks to you that are printed", PRINTED, [
            {"site": each.site, "printed on": moment(each.printed_at)} for each in db.session.scalars(slips)]),
        Held("Paper cards that you entered", ENTERED, [
            {"entered on": moment(each.given_at), "site": each.site} for each in db.session.scalars(cards)]),
        Held("Posters that you made", POSTERS, [
            {"site": each.site, "made on": moment(each.made_at)} for each in db.session.scalars(posters)]),
    )  # fmt: skip
