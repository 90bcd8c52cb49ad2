"""The demonstration's framework: a first version of last year, and the one in force, published as anybody would."""

import random
from datetime import date, timedelta

from engage.core import clock
from engage.core.db import transaction
from engage.demo.framework import first_version, second_version
from engage.values.actions import framework_drafts as drafts
from engage.values.actions import framework_publishing as publishing
from engage.values.rules.framework import Document


def build(_luck: random.Random, today: date) -> None:
    """Two versions, the second in force for two weeks."""
    _publish(first_version(), today - timedelta(days=420), today)
    _publish(second_version(), today - timedelta(days=14), today)


def _publish(document: Document, day: date, today: date) -> None:
    at = clock.now() - (today - day)
    with transaction():
        row = drafts.create(document, at)
        publishing.publish(row, row.version, day, day, at)
