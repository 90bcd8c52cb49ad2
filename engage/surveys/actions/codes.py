"""Codes: made in batches, kept as keyed digests, cancelled as a whole; printed by whoever gets them back from here."""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import insert

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.surveys.actions.stages import hold, refuse
from engage.surveys.models import CodeBatch, Survey, SurveyCode
from engage.surveys.queries import codes as queries
from engage.surveys.queries.codes import Place, Wanted
from engage.surveys.rules import codes as rules


@dataclass(frozen=True)
class Letter:
    """One code in clear, and where its letter goes: to be printed now, since nobody can read it again."""

    site: str
    group: str
    group_name: str
    code: str


def digest_of(code: str) -> str:
    """What is kept of a code: worthless without the service's secret."""
    secret: str = current_app.extensions["settings"].secret_key
    return hmac.new(secret.encode(), f"survey code|{code}".encode(), hashlib.sha256).hexdigest()


def make(survey: Survey, wanted: Wanted, on: date) -> Sequence[Letter]:
    """Draw and keep at once: a batch for each group and site with a number."""
    letters = draw(survey, wanted)
    keep(survey, letters, on)
    return letters


def draw(survey: Survey, wanted: Wanted) -> Sequence[Letter]:
    """Codes for each group and site with a number, the letters sorted by site, then group; nothing is written."""
    refuse(survey, "make codes")
    known = {(each.group, each.site): each for each in queries.places(survey)}
    asked = {key: number for key, number in wanted.items() if number > 0}
    if not asked:
        raise Invalid("Say how many codes are wanted, at least at one site. Nothing was made.")
    _refuse(survey, known, asked)
    return [
        Letter(place.site, place.group, place.group_name, rules.code_of(secrets.randbits(rules.CODE_BITS)))
        for key, place in known.items()
        for _ in range(asked.get(key, 0))
    ]


def keep(survey: Survey, letters: Sequence[Letter], on: date) -> None:
    """Drawn codes become good: their batches, and their digests in the order of these, which is chance.

    Where the letters of a site are handed out along a list of names, the tables so don't show the place of a code
    in that list.
    """
    hold(survey, "make codes")
    asked = Counter((each.group, each.site) for each in letters)
    _refuse(survey, {(each.group, each.site): each for each in queries.places(survey)}, asked)
    batches = {}
    for (group, site), number in asked.items():
        batches[group, site] = CodeBatch(
            survey_id=survey.id, group_code=group, site=site, number=number, made_on=on, cancelled=False
        )
    db.session.add_all(batches.values())
    db.session.flush()
    rows = sorted((digest_of(each.code), each.group, batches[each.group, each.site].id) for each in letters)
    db.session.execute(
        insert(SurveyCode),
        [
            {"digest": digest, "survey_id": survey.id, "group_code": group, "batch_id": batch_id, "used": False}
            for digest, group, batch_id in rows
        ],
    )
    audit.record("make codes", "survey", survey.id, batches=len(asked), codes=len(letters))


def _refuse(survey: Survey, known: Mapping[tuple[str, str], Place], asked: Wanted) -> None:
    if asked.keys() - known.keys():
        raise Conflict("The sites have changed meanwhile: reload the page. Nothing was made.")
    if sum(asked.values()) > rules.MOST_AT_ONCE:
        raise Invalid(f"At most {rules.MOST_AT_ONCE:,} codes are made at once. Nothing was made: make them in parts.")
    invited, wanted = Counter[str](), Counter[str]()
    for (group, _site), place in known.items():
        invited[group] += place.invited
    for (group, _site), number in asked.items():
        wanted[group] += number
    before, called = queries.made(survey.id), queries.names(survey)
    for group, number in wanted.items():
        had = before.get(group, queries.Made(0, 0))
        left = rules.refusal(invited[group], had.good, had.ever, number)
        if left is not None:
            raise Invalid(
                f"For {called.get(group, group)} you asked for {number} codes, and {left} more can be made: there may "
                "be one for each person asked, and one in ten to spare. Nothing was made."
            )


def cancel(survey: Survey, batch: CodeBatch) -> None:
    """A spoiled batch: its unused codes die. Answers that were given with the others stay, and are counted."""
    hold(survey, "cancel codes")
    if batch.cancelled:
        return
    batch.cancelled = True
    audit.record("cancel codes", "survey", survey.id, codes=batch.number)
    db.session.flush()
