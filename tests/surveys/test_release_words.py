"""What pages and exports admit about participation, set against what an intruder works out from them."""

import pytest

from engage.surveys.release import head
from tests.surveys import attacks


@pytest.fixture
def published(people):
    attacks.council()
    return attacks.survey(attacks.varied)


def possible(n: int, row: attacks.Row) -> bool:
    """Whether n answers can give these whole percents."""
    seen = {int(100 * k / n + 0.5) for k in range(n + 1)}
    return all(int(row[f"percent {side}"]) in seen for side in ("positive", "neutral", "negative"))


def test_percents_give_the_number_of_answers_away_and_the_page_admits_it(site, people, published):
    survey, _ = published
    rows = attacks.export(site, survey, people.chloe)
    found = {}
    for name in {row["group"] for row in rows}:
        told = [
            r
            for r in rows
            if r["group"] == name and r["kind"] == "scale" and "[c]" not in r.values() and not r["shown together with"]
        ]
        if told and int(told[0]["answers"]) < 30:
            about = int(told[0]["answers"])
            found[name] = [n for n in range(about - 2, about + 3) if all(possible(n, row) for row in told)]
    assert any(len(candidates) == 1 for candidates in found.values()), "protected by now: take the sentence out"
    admitted = "how many of a group took part can be worked out"
    assert admitted in site.get(f"/surveys/{survey}/results/protection", as_=people.amara).text
    assert "How many of a group took part can be worked out from them" in " ".join(sentences(survey))


def sentences(survey):
    from engage.core.db import db
    from engage.surveys import promise
    from engage.surveys.models import Survey

    return promise.sentences(db.session.get_one(Survey, survey).promise)


def test_a_small_council_is_not_told_exactly_how_many_took_part(site, people):
    attacks.council({attacks.U.home_care: 14, attacks.U.waste: 16})
    survey, truth = attacks.survey(attacks.varied)
    assert len(truth) == 36
    page = site.get(f"/surveys/{survey}/results/protection", as_=people.amara)
    assert "Ballots counted over 28" in " ".join(page.text.split())
    exported = attacks.export(site, survey, people.amara)
    told = {(row["kind"], int(row["answers"])) for row in exported if row["answers"] not in {"", attacks.HIDDEN}}
    assert {kind for kind, _ in told} >= {"scale", "theme"}
    # A theme's are the sum of its two questions', each rounded: what they give together is no closer.
    assert all(number % (10 if kind == "theme" else 5) == 0 and number != 36 for kind, number in told)
    rates = [
        tag.text_content() for tag in site.get(f"/surveys/{survey}/results", as_=people.amara).select(".engage-stats")
    ]
    assert rates
    assert not any("100%" in text for text in rates)


@pytest.mark.parametrize(
    ("number", "invited", "words"),
    [
        (150, 150, "over 142"),
        (143, 150, "over 142"),
        (142, 150, "142"),
        (7, 150, "under 8"),
        (36, 36, "over 28"),
        (97, 150, "about 95"),
        (19, 19, ""),
        (1500, 2000, "1,500"),
        (61, 60, "over 54"),
    ],
)
def test_ballots_are_told_no_closer_than_the_response_rate(number, invited, words):
    assert head.ballots(number, invited) == words


def test_one_joiner_between_two_surveys_can_be_read_off_and_staff_are_told(site, people, published):
    from engage.core.db import db, transaction
    from engage.directory.models import Unit
    from tests import factories

    first, _ = published
    with transaction():
        waste = db.session.query(Unit).filter_by(code=attacks.U.people_team).one()
        factories.person("4999", "New", "Joiner", waste)
    second, _ = attacks.survey(attacks.varied, title="A wave later")
    pair = [
        next(r for r in attacks.export(site, s, people.chloe) if r["group"] == "People team" and r["code"] == "Q1")
        for s in (first, second)
    ]
    assert pair[0] != pair[1], "protected by now: take the sentence out"
    assert "another survey of the same people" in " ".join(sentences(second))


def test_each_survey_says_what_the_server_and_the_database_would_give(people, published):
    said = " ".join(sentences(published[0]))
    for admission in (
        "whoever runs the database could read it there",
        "Whoever runs our servers holds the key until the answers have been opened",
        "Somebody who changed our software could watch an answer arrive",
        "No published figure of this survey",
    ):
        assert admission in said


def test_no_page_claims_that_nobody_could_see_who_took_part():
    from pathlib import Path

    from engage.config import ROOT

    for path in sorted(Path(ROOT / "templates").rglob("*.html")):
        text = path.read_text()
        for claim in ("Only you can see", "Nobody but you", "nobody can tell", "nobody knows", "completely anonymous"):
            assert claim.lower() not in text.lower(), (path.name, claim)
