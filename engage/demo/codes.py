"""Codes on paper in the demonstration: letters for one depot, some of them used, and a kiosk there.

No code of these is known to anybody: letters in clear are there only for whoever makes a batch of their own.
"""

import random

from engage.ballots.actions import new_ballot_id
from engage.core import clock
from engage.core.db import db
from engage.demo.answers import mood, respond
from engage.demo.questionnaire import questionnaire
from engage.surveys.actions import casting, codes, kiosks, papers
from engage.surveys.models import Survey
from engage.surveys.queries import codes as queries

LETTERS, USED, PAPERS = 12, 5, 2


def build(luck: random.Random, survey_id: int) -> None:
    """One batch for the largest group of some depot, used by five, two of them on paper."""
    survey, paper = db.session.get_one(Survey, survey_id), questionnaire()
    places = queries.places(survey)
    depots = [each for each in places if "depot" in each.site.casefold()] or places
    place = max(depots, key=lambda each: (each.invited, each.group))
    wanted = {(place.group, place.site): min(LETTERS, place.invited)}
    letters = codes.make(survey, wanted, clock.today())
    leaning = mood(luck, [place.group], 0.1)
    for n, letter in enumerate(letters[:USED]):
        answers, digest = respond(luck, paper, place.group, leaning), codes.digest_of(letter.code)
        cast = papers.cast if n < PAPERS else casting.cast_by_code
        cast(survey_id, digest, new_ballot_id(), paper, answers)
    kiosks.make(survey, f"Staff room, {place.site or place.group_name}", clock.now())
