"""Reading published comments: /surveys/<id>/comments, by whom, in which order, and what can not be worked out."""

from collections import Counter

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Theme, Unit
from engage.surveys.actions import comments_publishing, comments_themes, publishing
from engage.surveys.models import Survey
from tests import factories
from tests.surveys import commented

ADULTS = [f"adult words {n}" for n in range(7)]
PLACE = [f"place words {n}" for n in range(6)]
BOTH = {"ADULTS": ADULTS, "PLACE": PLACE}


def entries(page):
    """Each comment as it stands: its words, and all that is beside it."""
    return [" ".join(each.text_content().split()) for each in page.select("li.engage-entry")]


def test_the_od_team_reads_them_with_the_directorate_and_nothing_else_beside(site, people):
    survey = commented.published(BOTH)
    page = site.get(f"/surveys/{survey}/comments", as_=people.chloe)
    found = entries(page)
    assert len(found) == 13
    assert all(("Adults and communities" in each) == ("adult words" in each) for each in found)
    assert all(("Place" in each) == ("place words" in each) for each in found)
    assert "Home care" not in page.text and "Waste" not in page.text


def test_the_order_is_that_of_random_numbers_and_stays(site, people):
    survey = commented.published(BOTH)
    first = entries(site.get(f"/surveys/{survey}/comments", as_=people.chloe))
    assert first == entries(site.get(f"/surveys/{survey}/comments", as_=people.chloe))
    by_number = [row.text for row in commented.rows(survey)]
    assert [text for each in first for text in by_number if text in each] == by_number
    assert by_number != [*ADULTS, *PLACE]


@pytest.mark.parametrize(
    ("readers", "may"), [("od", "chloe"), ("heads", "chloe"), ("staff", "chloe amara bryn esi dev femi")]
)
def test_only_whom_the_promise_names_reads_them(site, people, readers, may):
    survey = commented.published(BOTH, readers=readers)
    for name in ("amara", "bryn", "chloe", "dev", "esi", "femi"):
        status = site.get(f"/surveys/{survey}/comments", as_=getattr(people, name)).status
        assert status == (200 if name in may.split() else 404), name
    assert site.get(f"/surveys/{survey}/comments").location.startswith("/sign-in")


def head_of(code: str, number: str = "8001"):
    with transaction():
        return factories.person(number, "Hed", "Ofit", db.session.query(Unit).filter_by(code=code).one(), head=True).id


def test_the_head_of_a_directorate_reads_its_own_and_of_nobody_elses(site, people):
    survey = commented.published(BOTH)
    page = site.get(f"/surveys/{survey}/comments", as_=head_of("PLACE"))
    assert len(entries(page)) == 6 and "adult words" not in page.text and "adult words" not in page.data.decode()
    assert "adult" not in site.get(f"/surveys/{survey}/comments?q=adult", as_=head_of("PLACE", "8002")).text.replace(
        "“adult", ""
    )
    assert len(entries(site.get(f"/surveys/{survey}/comments", as_=head_of("COUNCIL", "8003")))) == 13
    assert site.get(f"/surveys/{survey}/comments", as_=people.femi).status == 404


def test_before_they_are_published_or_once_the_results_are_withdrawn_nobody_reads_them(site, people):
    waiting = commented.waiting(BOTH, readers="staff")
    assert site.get(f"/surveys/{waiting}/comments", as_=people.chloe).status == 404
    survey = commented.published(BOTH, readers="staff")
    with transaction():
        publishing.withdraw(db.session.get_one(Survey, survey), "wrong groups", clock.now())
    for who in (people.chloe, people.amara):
        assert site.get(f"/surveys/{survey}/comments", as_=who).status == 404


def test_what_is_withheld_may_leave_too_few_of_a_directorate_and_then_none_stands_beside_any(site, people):
    survey = commented.published(BOTH, withhold=["place words 0", "place words 1"])
    page = site.get(f"/surveys/{survey}/comments", as_=people.chloe)
    assert len(entries(page)) == 11
    assert "Adults and communities" not in page.text and "place words 0" not in page.text
    assert {row.block for row in commented.rows(survey) if row.shown} == {""}


def test_of_a_question_with_too_few_approved_none_is_shown(site, people):
    survey = commented.published(BOTH, withhold=["adult words", "place words 0", "place words 1"])
    page = site.get(f"/surveys/{survey}/comments", as_=people.chloe)
    assert "No comments to read" in page.text and "place words" not in page.text
    assert not any(row.shown for row in commented.rows(survey))


def test_taking_one_back_never_leaves_fewer_than_the_threshold(site, people):
    survey = commented.published(BOTH)
    for n in range(9):
        shown = [row for row in commented.rows(survey) if row.shown]
        if not shown:
            break
        address = f"/surveys/manage/{survey}/comments/{shown[0].id}/take-back"
        assert site.post(address, {"reason": "about_person"}, as_=people.chloe).status == 303
        db.session.expire_all()
        left = Counter(row.block for row in commented.rows(survey) if row.shown)
        assert all(number >= 5 for number in left.values()), (n, left)
    assert not any(row.shown for row in commented.rows(survey))


@pytest.mark.parametrize(
    ("q", "told"),
    [("words", "13 comments"), ("adult", "7 comments"), ("words 6", "Fewer than 5 comments"), ("x", "No comment")],
)
def test_a_search_tells_no_number_below_the_threshold(site, people, q, told):
    survey = commented.published(BOTH)
    page = site.get(f"/surveys/{survey}/comments?q={q}", as_=people.chloe)
    assert page.select("#comment-list [role=status]")[0].text_content() == told


def test_a_search_is_no_oracle_for_what_is_not_shown(site, people):
    """A guess at words that were withheld, masked, or wait elsewhere answers as a guess at words that nobody wrote."""
    said = {"ADULTS": [*ADULTS, "secret whistle Amara Nwosu"], "PLACE": PLACE}
    survey = commented.published(said, withhold=["secret"])
    commented.waiting({"ADULTS": [f"whistle elsewhere {n}" for n in range(6)]})
    nothing = site.get(f"/surveys/{survey}/comments?q=zzz", as_=people.chloe)
    for guess in ("secret", "whistle", "Amara", "Nwosu", "secret whistle", "%", "_"):
        page = site.get(f"/surveys/{survey}/comments?q={guess}", as_=people.chloe)
        assert page.select("#comment-list")[0].text_content() == nothing.select("#comment-list")[0].text_content()


def test_themes_narrow_and_their_numbers_are_told_from_the_threshold_on(site, people):
    with transaction():
        rota, rare = Theme(name="Rotas", position=1), Theme(name="Boats", position=2)
        db.session.add_all([rota, rare])
        db.session.flush()
        comments_themes.set_keywords(rota.id, "adult")
        comments_themes.set_keywords(rare.id, "place words 3")
    survey = commented.published(BOTH)
    comments_themes.look_again()
    page = site.get(f"/surveys/{survey}/comments", as_=people.chloe)
    options = [each.text_content().strip() for each in page.select("#theme option")]
    assert options == ["All themes", "Rotas: 7 comments", "Boats: fewer than 5 comments"]
    assert len(entries(site.get(f"/surveys/{survey}/comments?theme={rota.id}", as_=people.chloe))) == 7
    words = site.get("/surveys/manage/keywords", as_=people.chloe).text
    assert "adult: 7 comments" in words and "place words 3: too few to say" in words


def test_no_filter_but_question_theme_and_words_does_anything(site, people):
    survey = commented.published(BOTH)
    for extra in ("block=ADULTS", "part=PLACE", "group=HOMECARE", "question=Q1", "theme=99", "theme=x", "sort=text"):
        assert len(entries(site.get(f"/surveys/{survey}/comments?{extra}", as_=people.chloe))) == 13


def test_the_fragment_is_its_part_of_the_page_and_costs_the_same_whatever_is_in_it(site, people):
    survey = commented.published(BOTH)
    site.assert_fragment_is_its_part_of_the_page(f"/surveys/{survey}/comments?q=adult", as_=people.chloe)
    many = site.query_count(f"/surveys/{survey}/comments", as_=people.chloe)
    assert site.query_count(f"/surveys/{survey}/comments?q=adult", as_=people.chloe) == many <= 9


def test_publishing_waits_for_the_review_or_withholds_the_rest(site, people):
    survey = commented.waiting(BOTH)
    address = f"/surveys/manage/{survey}/comments/publish"
    assert "after the results" in site.post(address, {}, as_=people.chloe).text
    from engage.surveys import release

    with transaction():
        release.compute(survey)
        publishing.publish(db.session.get_one(Survey, survey), clock.now())
    page = site.post(address, {}, as_=people.chloe)
    assert page.status == 409 and "13 comments are not reviewed yet. Nothing was changed." in page.text
    with transaction():
        for row in commented.rows(survey)[:8]:
            row.state = "approved"
    assert site.post(address, {"rest": "y"}, as_=people.chloe).status == 303
    db.session.expire_all()
    found = commented.rows(survey)
    assert Counter((row.state, row.reason, row.shown) for row in found) == {
        ("approved", "", True): 8, ("withheld", "not_reviewed", False): 5,
    }  # fmt: skip
    with pytest.raises(Exception, match="published already"), transaction():
        comments_publishing.publish(db.session.get_one(Survey, survey), False, clock.now())
