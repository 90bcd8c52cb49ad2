"""Comments and who sees which results: the narrower of the two holds."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.surveys.actions import publishing
from engage.surveys.models import Release
from engage.surveys.rules.sight import Dates
from tests.surveys import commented
from tests.surveys.test_comments_reading import BOTH, entries, head_of


@pytest.fixture
def survey(people):
    return commented.published(BOTH, readers="staff")


def test_of_what_all_staff_may_read_each_reads_what_stands_beside_a_directorate_of_theirs(site, people, survey):
    for who, number, words in ((people.amara, 7, "adult words"), (people.esi, 6, "place words")):
        found = entries(site.get(f"/surveys/{survey}/comments", as_=who))
        assert len(found) == number and all(words in each for each in found)
        other = "place" if words.startswith("adult") else "adult"
        assert entries(site.get(f"/surveys/{survey}/comments?q={other}", as_=who)) == []
    assert entries(site.get(f"/surveys/{survey}/comments", as_=people.dev)) == []
    for all_of_it in (people.chloe, head_of("COUNCIL", "8003")):
        assert len(entries(site.get(f"/surveys/{survey}/comments", as_=all_of_it))) == 13


def test_before_their_day_nobody_reads_comments_or_quotations(site, people, survey):
    with transaction():
        day = clock.today() + timedelta(days=3)
        publishing.set_tiers_of(db.session.query(Release).filter_by(survey_id=survey).one(), Dates(staff=day))
    head = head_of("PLACE")
    for path in ("comments", "quotations"):
        assert site.get(f"/surveys/{survey}/{path}", as_=people.amara).status == 404
        assert site.get(f"/surveys/{survey}/{path}", as_=head).status == 200
