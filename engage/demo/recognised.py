"""Who gets recognised in the demonstration: this year so far, and the last one frozen, where there is anything."""

import random
from datetime import date

from engage.core.db import transaction
from engage.recognition import jobs_recognised as jobs
from engage.recognition.queries.recognised_material import recognised_anything
from engage.recognition.rules.recognised import year_of


def build(luck: random.Random, today: date) -> None:
    """As the worker does it; quietly nothing where nobody was thanked or nominated."""
    jobs.freeze_last_year()
    with transaction():
        something = recognised_anything(year_of(today))
    if something:
        jobs.work_out(year_of(today))
