"""Nominations from outside: taken from a file of the council's own form, or from the page that is open to all."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict
from engage.directory.rules.choosing import PERSON
from engage.recognition.actions.nominations import hold_open
from engage.recognition.models import AwardCategory, AwardRound, Nomination, NominationAnswer
from engage.recognition.rules.nominations_file import Good
from engage.recognition.rules.rounds import NominationState, Origin, RoundStage

UPLOADING = frozenset({RoundStage.OPEN, RoundStage.CLOSED})


def take(row: AwardRound, good: Sequence[Good], at: datetime) -> int:
    """Every good row as a submitted nomination; answers how many."""
    db.session.refresh(row, with_for_update={"of": AwardRound})
    if row.stage not in UPLOADING:
        raise Conflict("Nominations are taken in until judging begins. Nothing was changed.")
    # Asked again behind the lock: the same file may be taken in twice at once.
    held = set(db.session.scalars(select(Nomination.once).where(Nomination.once.in_([each.once for each in good]))))
    good = [each for each in good if each.once not in held]
    for each in good:
        person = each.kind == PERSON
        made = Nomination(
            category_id=each.category.id, nominee_id=each.nominee_id if person else None,
            team_id=None if person else each.nominee_id, nominator_name=each.nominator, nominator_contact=each.contact,
            origin=each.origin, state=NominationState.SUBMITTED, made_at=at, submitted_at=at, once=each.once,
        )  # fmt: skip
        made.answers = [NominationAnswer(criterion_id=key, words=words) for key, words in each.words.items()]
        db.session.add(made)
    db.session.flush()
    audit.record("take in nominations", "award round", row.id, nominations=len(good))
    return len(good)


def receive(
    category: AwardCategory, origin: Origin, name: str, contact: str, nominee: str, words: Mapping[int, str],
    once: str, at: datetime,
) -> None:  # fmt: skip
    """What somebody wrote on the page that is open to all: it waits until the OD team finds whom it means."""
    hold_open(category.round, at)
    # Hashed: what a stranger sends can neither look like a row of a file nor meet a form of somebody else's.
    once = "out" + hashlib.sha256(once.encode()).hexdigest()[:37]
    if db.session.query(Nomination.id).filter_by(once=once).first() is not None:
        return
    row = Nomination(
        category=category, nominator_name=name, nominator_contact=contact, nominee_words=nominee, origin=origin,
        state=NominationState.DRAFT, made_at=at, submitted_at=at, once=once,
    )  # fmt: skip
    row.answers = [NominationAnswer(criterion_id=key, words=said) for key, said in words.items()]
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # the second press arrived together with the first
        return
    audit.record("receive from outside", "nomination", row.id)
