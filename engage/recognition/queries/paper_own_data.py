"""What thanks without a screen hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.formatting import moment
from engage.core.own_data import WHO, Held, rows_of
from engage.recognition.models import PickUp, SitePoster, Thanks
from engage.recognition.rules.thanks import Via

PRINTED = "So that thanks reach whoever has no e-mail or likes paper. Deleted 90 days after they were printed."
ENTERED = "So that a mistake can be followed up. Kept as long as the thank-you."
POSTERS = "So that a poster can be followed up. Kept for good."


SLIPS = select(PickUp.site, PickUp.printed_at).where(PickUp.person_id == WHO).order_by(PickUp.thanks_id)
CARDS = (
    select(Thanks.site, Thanks.given_at).where(Thanks.via == Via.CARD, Thanks.entered_by_id == WHO).order_by(Thanks.id)
)
POSTED = select(SitePoster.site, SitePoster.made_at).where(SitePoster.made_by_id == WHO).order_by(SitePoster.id)


def held(person_id: int) -> Sequence[Held]:
    """Slips printed for them, cards that they entered, posters that they made: three statements."""
    return (
        Held("Thanks to you that are printed", PRINTED, [
            {"site": site, "printed on": moment(at)} for site, at in rows_of(SLIPS, person_id)]),
        Held("Paper cards that you entered", ENTERED, [
            {"entered on": moment(at), "site": site} for site, at in rows_of(CARDS, person_id)]),
        Held("Posters that you made", POSTERS, [
            {"site": site, "made on": moment(at)} for site, at in rows_of(POSTED, person_id)]),
    )  # fmt: skip
