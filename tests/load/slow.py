"""The product as gunicorn serves it, but slow between the ballot's commit and the flag's.

So that a kill at any moment finds somebody there: two commits in two databases are what can go wrong.
"""

import time
from collections.abc import Mapping
from typing import Any

from engage.ballots import actions
from tests.load import PAUSE
from wsgi import app

__all__ = ["app"]

commit_ballot = actions.cast


def cast(box: str, ballot_id: bytes, payload: Mapping[str, Any]) -> bool:
    """The same, and then a pause."""
    new = commit_ballot(box, ballot_id, payload)
    time.sleep(PAUSE)
    return new


actions.cast = cast
