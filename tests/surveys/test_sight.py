"""Who sees which results: every address of results, walked as each kind of person, against the rule."""

import io
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Unit
from engage.surveys.actions import publishing
from engage.surveys.models import Release, Survey
from engage.surveys.promise import from_text, to_text
from engage.surveys.promise_sight import Sight
from engage.surveys.queries import results as queries
from engage.surveys.rules.sight import Dates
from tests import factories
from tests.surveys import attacks

U = factories.UNITS
LATER = timedelta(days=5)


@dataclass
class Readers:
    """Ids of those who head units at each depth, of staff, of somebody without a unit."""

    chief: int
    director: int
    service: int
    team: int
    small: int
    staff: int
    nowhere: int


def heads() -> Readers:
    """A team below home care, and heads at every depth."""
    with transaction():
        held = {unit.code: unit for unit in db.session.query(Unit)}
        team = factories.unit("NIGHTS", "Night team", held[U.home_care], "Team")
        for n in range(14):
            factories.person(str(7000 + n), "Kit", f"Night{n}", team)
        who = [
            factories.person(f"60{n}", "Robin", f"Head{n}", place, head=True)
            for n, place in enumerate((held[U.council], held[U.adults], held[U.home_care], team, held["ROADS"]))
        ]
        alone = factories.person("606", "Ash", "Nowhere", held[U.council])
        alone.posts[0].ended_on = clock.today()
        staff = factories.person("607", "Sam", "Staff", team)
        return Readers(*(each.id for each in who), staff.id, alone.id)


@pytest.fixture
def readers(people):
    attacks.council()
    return heads()


@pytest.fixture
def survey(readers):
    return attacks.survey(attacks.varied)[0]


SEEN = {
    "chief": None,
    "director": {"Anytown Council", "Adults and communities", "Home care", "Night team", "Others in Home care",
                 "Service daycare and others", "Service reable"},
    "service": {"Anytown Council", "Adults and communities", "Home care", "Night team", "Others in Home care"},
    "team": {"Anytown Council", "Adults and communities", "Night team"},
    "staff": {"Anytown Council", "Adults and communities"},
    "nowhere": {"Anytown Council"},
}  # fmt: skip


def of_all(survey):
    return queries.whole(survey, before_publishing=False).head


@pytest.mark.parametrize("who", SEEN)
def test_each_finds_the_groups_that_are_theirs_at_every_address_and_no_other(site, readers, survey, who):
    reader, head = getattr(readers, who), of_all(survey)
    seen = {b.name for b in head.blocks} if SEEN[who] is None else SEEN[who] & {b.name for b in head.blocks}
    assert SEEN[who] is None or len(seen) >= len(SEEN[who]) - 1
    hidden = {block.name for block in head.blocks} - seen
    here = f"/surveys/{survey}/results"
    pages = [here, f"{here}/heatmap", f"{here}/heatmap?show=organisation&of=s1", f"{here}/heatmap?show=before"]
    for block in head.blocks:
        own = [f"{here}/groups/{block.code}{more}" for more in ("", "/trends", "/drivers", "?beside=parent")]
        pages += own if block.name in seen else []
        assert {site.get(path, as_=reader).status for path in own} == {200 if block.name in seen else 404}
    for path in pages:
        words = site.get(path, as_=reader).text
        assert not [name for name in hidden if name in words], path
    rows = site.get(f"{here}/heatmap", as_=reader).select(".engage-heat tbody th")
    assert {row.text_content() for row in rows} <= seen


@pytest.mark.parametrize("who", SEEN)
def test_downloads_hold_the_same_figures_of_these_groups_and_say_that_they_are_a_part(
    site, people, readers, survey, who
):
    reader, head = getattr(readers, who), of_all(survey)
    seen = {b.name for b in head.blocks} if SEEN[who] is None else SEEN[who] & {b.name for b in head.blocks}
    rows = attacks.export(site, survey, reader)
    said = [row for row in rows if row["group"].startswith("This file is a part")]
    assert len(said) == (SEEN[who] is not None)
    found = [_figures(row) for row in rows if row not in said]
    assert found == [_figures(row) for row in attacks.export(site, survey, people.chloe) if row["group"] in seen]
    assert {row[0] for row in found} == seen
    book = load_workbook(io.BytesIO(site.get(f"/surveys/{survey}/results.xlsx", as_=reader).data))
    heat = [row[0] for row in book["Heatmap"].iter_rows(values_only=True)][1:]
    assert set(heat) == seen and len(heat) == len(seen)
    notes = " ".join(row[0] for row in book["Notes"].iter_rows(values_only=True))
    assert ("This file is a part" in notes) == (SEEN[who] is not None)


def _figures(row):
    return (row["group"], *(value for key, value in row.items() if key not in ("inside", "shown together with")))


def test_a_team_too_small_to_stand_is_seen_with_those_it_was_put_together_with(site, readers, survey):
    groups = {block.name: block for block in of_all(survey).blocks}
    (held,) = (b for b in groups.values() if "Service roads" in b.members)
    assert site.get(f"/surveys/{survey}/results/groups/{held.code}", as_=readers.small).status == 200
    assert site.get(f"/surveys/{survey}/results/groups/{held.code}", as_=readers.team).status == 404


def test_a_group_hangs_on_the_nearest_above_it_that_its_reader_sees(site, readers, survey):
    page = site.get(f"/surveys/{survey}/results/groups/NIGHTS", as_=readers.team)
    assert [each.text_content().strip() for each in page.select(".govuk-breadcrumbs__list-item")] == [
        "Surveys", "Autumn survey", "Adults and communities", "Night team",
    ]  # fmt: skip
    assert "The rest of Adults and communities" in page.text


def test_before_their_day_nobody_reads_anything_and_the_page_says_from_when(site, people, readers, survey):
    day = clock.today() + LATER
    _release(survey, Dates(managers=day))
    for who, status in (("chief", 200), ("director", 200), ("service", 200), ("team", 404), ("staff", 404)):
        reader = getattr(readers, who)
        assert site.get(f"/surveys/{survey}/results/groups/COUNCIL", as_=reader).status == status
        for path in ("results/heatmap", "results.csv", "results.xlsx", "results/protection", "quotations"):
            assert site.get(f"/surveys/{survey}/{path}", as_=reader).status == status
    page = site.get(f"/surveys/{survey}/results", as_=readers.staff)
    assert f"You can read these results from {day.day} {day:%B %Y}" in page.text
    assert "Liking" not in site.get("/", as_=readers.staff).text
    assert "Liking" in site.get("/", as_=readers.director).text
    assert site.get(f"/surveys/{survey}/results/groups/NIGHTS", as_=people.chloe).status == 200


def test_the_list_of_surveys_says_from_when_results_are_read_and_leads_there_then(site, people, readers, survey):
    day, here = clock.today() + LATER, f"/surveys/{survey}/results"
    _release(survey, Dates(managers=day))
    said = f"You can read what colleagues said from {day.day} {day:%B %Y}"
    for who, waits in (("team", True), ("staff", True), ("chief", False), ("service", False)):
        page = site.get("/surveys/", as_=getattr(readers, who))
        assert (said in page.text, here in page.links.values()) == (waits, not waits), who
        assert (here in site.get("/", as_=getattr(readers, who)).links.values()) == (not waits), who
    own = site.get(f"/surveys/manage/{survey}/", as_=people.chloe)
    assert [each.text_content() for each in own.select("section .govuk-list--bullet")[0].iterchildren()] == [
        "Heads of the organisation and of directorates: from the publication",
        "Heads of service: from the publication",
        f"Managers of teams: from {day.day} {day:%B %Y}",
        f"All staff: from {day.day} {day:%B %Y}",
    ]
    _release(survey, Dates())
    assert here in site.get("/surveys/", as_=readers.staff).links.values()


def test_a_survey_that_opened_under_the_old_promise_shows_everything_to_all_staff(site, readers, survey):
    with transaction():
        row = db.session.get_one(Survey, survey)
        old = from_text(row.promise)
        object.__setattr__(old, "sees", (Sight("all staff", "results", "once they have been published"),))
        row.promise = to_text(old)
    for block in of_all(survey).blocks:
        assert site.get(f"/surveys/{survey}/results/groups/{block.code}", as_=readers.nowhere).status == 200


def _release(survey, dates):
    with transaction():
        publishing.set_tiers_of(db.session.query(Release).filter_by(survey_id=survey).one(), dates)


def test_the_od_team_sets_the_days_and_each_fault_is_said_at_its_field(site, people, readers):
    found, _ = attacks.survey(attacks.varied)
    here = f"/surveys/manage/{found}/"
    today = clock.today()
    _release(found, Dates(staff=today + LATER))
    sent = site.get(here, as_=people.chloe).form(f"{here}tiers")
    assert sent["staff"] == _typed(today + LATER)
    for change, why in (
        ({"services": _typed(today), "staff": _typed(today - LATER)}, "Choose the same day as that of the line above"),
        ({"staff": "soon"}, "Enter the day as numbers"),
        ({"directors": _typed(today + LATER)}, "can read the results already"),
    ):
        page = site.post(f"{here}tiers", sent | change, as_=people.chloe)
        assert page.status == 422 and page.text.count(why) == 2
    twice = site.post(f"{here}tiers", sent | {"directors": "30/2/2027", "staff": "soon"}, as_=people.chloe)
    assert [each.split(",")[0] for each in twice.errors] == [
        "There is no such day as 30/2/2027.",
        "Enter the day as numbers",
    ]
    assert site.post(f"{here}tiers", sent | {"staff": _typed(today)}, as_=people.chloe).status == 303
    assert site.get(f"/surveys/{found}/results", as_=readers.staff).h1 == "Autumn survey"
    assert site.post(f"{here}tiers", sent, as_=readers.director).status == 403


def _typed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
