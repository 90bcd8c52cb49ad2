"""Thanks as other features refer to them, and as whoever decides about reports sees them."""

from collections.abc import Sequence

from flask import url_for

from engage.access import current_person
from engage.core.errors import NotThere
from engage.core.formatting import listed
from engage.core.links import Link
from engage.core.moderation import Excerpt, Moderated
from engage.recognition.actions import thanks_moderating as actions
from engage.recognition.models import Thanks
from engage.recognition.queries import thanks as queries
from engage.recognition.rules.thanks import ThanksState


def link(thanks_id: int) -> Link | None:
    """A thank-you for whoever may read it."""
    try:
        card, _ = queries.seen(thanks_id, current_person())
    except NotThere:
        return None
    return Link(url_for("recognition.thanks_show", thanks_id=thanks_id), _title(card), True)


def _title(card: queries.ThanksCard) -> str:
    return f"{card.giver} thanked {listed(card.names)}"


def _excerpts(ids: Sequence[int]) -> dict[int, Excerpt]:
    found = queries.cards(queries.newest(Thanks.id.in_(ids)), 0)
    return {
        each.id: Excerpt(each.words, f"{_title(each)}{'' if each.to_all else ' (in private)'}",
                         url_for("recognition.thanks_show", thanks_id=each.id), each.state != ThanksState.SHOWN)
        for each in found
    }  # fmt: skip


def _visible(thanks_id: int) -> bool:
    found = link(thanks_id)
    return found is not None and found.may_see


MODERATED = Moderated(
    excerpt=lambda thanks_id: _excerpts([thanks_id]).get(thanks_id),
    visible=_visible,
    hide=actions.hide,
    restore=actions.restore,
    excerpts=_excerpts,
)
