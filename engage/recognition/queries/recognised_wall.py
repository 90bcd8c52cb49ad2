"""Which thanks are on the wall, for the figures of who gets recognised: the one place that says so."""

from sqlalchemy import ColumnElement, and_

from engage.recognition.models import Thanks
from engage.recognition.rules.thanks import ThanksState


def on_the_wall() -> ColumnElement[bool]:
    """Shown to all staff."""
    return and_(Thanks.to_all, Thanks.state == ThanksState.SHOWN)
