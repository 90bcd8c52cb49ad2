"""A judge declares, reads, scores, abstains; and nobody scores an entry of their own team, line or making."""

import pytest
from sqlalchemy import func, select

from engage.core import audit
from engage.core.db import db, transaction
from engage.directory.models import Post
from engage.recognition.models import Assignment, Exclusion, Judge, Nomination, Score
from engage.recognition.queries import judging_own_data
from tests.recognition import judging, made
from tests.recognition.test_judging_manage import close, home

HOME = "/awards/judging/"


def entry_form(site, assignment, as_):
    return site.get(f"{HOME}{assignment}", as_=as_).form(f"{HOME}{assignment}")


def scales(site, assignment, as_):
    page = site.get(f"{HOME}{assignment}", as_=as_)
    return sorted({box.get("name") for box in page.select("input[type=radio]")})


def test_who_judges_nothing_is_told_so_and_who_is_signed_out_signs_in(site, people):
    assert "Nothing to judge" in site.get(HOME, as_=people.dev).text
    for path in (HOME, f"{HOME}1", f"{HOME}panels/1/declare"):
        assert site.get(path).status == 303
    assert site.post(f"{HOME}1").status == 401


def test_amara_declares_a_tie_and_is_not_given_that_entry(site, people):
    friends = judging.colleagues(3)
    number, _, entries = judging.round_with([*friends, people.femi, people.amara])
    panel = judging.panel(number, [people.amara, people.bryn])
    path = f"{HOME}panels/{panel}/declare"
    assert "Judging awards" in site.get("/awards/", as_=people.amara).links
    assert "Judging awards" not in site.get("/awards/", as_=people.dev).links
    page = site.get(path, as_=people.amara)
    listed = [box.get("value") for box in page.select("[name=entry]")]
    assert listed == [str(each) for each in entries[:3]]  # not her manager's, and not that she is nominated herself
    assert "Amara" not in page.select("form.engage-form-card")[0].text_content()
    for sent, says in (
        ({}, "Choose whether"),
        ({"answer": "some"}, "Tick at least one name"),
        ({"answer": "none", "entry": [str(entries[0])]}, "Change one of the two"),
        ({"answer": "some", "entry": [str(entries[0])], "why": "\u200b "}, "Say in a few words"),
        ({"answer": "some", "entry": [str(entries[0])], "why": "x" * 50_000}, "Use at most 300"),
    ):
        bad = site.post(path, sent, as_=people.amara)
        assert bad.status == 422 and says in " ".join(bad.errors), bad.errors
        kept = [box.get("value") for box in bad.select("[name=entry][checked]")]
        assert kept == sent.get("entry", [])
    sent = {"answer": "some", "entry": [str(entries[0]), "999", "x"], "why": "We <b>share</b> a flat."}
    assert site.post(path, sent, as_=people.amara).location == HOME
    assert "you have declared" in site.get(HOME, as_=people.amara).text
    assert site.post(path, sent | {"entry": [str(entries[1])]}, as_=people.amara).status == 303  # changed her mind
    site.post(path, {"answer": "none"}, as_=people.bryn)
    judging.shared(panel)
    assert {each.nomination_id for each in judging.given(people.amara)} == {entries[0], entries[2]}
    assert "We <b>share</b> a flat." in site.get(home(number, f"panels/{panel}/exclusions"), as_=people.chloe).text


def test_somebody_else_s_panel_and_entry_are_not_there(site, people):
    _, _, panel = judging.judging(judging.colleagues(1), [people.amara, people.bryn])
    theirs = judging.given(people.bryn)[0].id
    for who in (people.amara, people.esi, people.chloe):
        assert site.get(f"{HOME}{theirs}", as_=who).status == 404
        assert site.post(f"{HOME}{theirs}", as_=who).status == 404
        assert site.post(f"{HOME}{theirs}/leave", {"why": "x"}, as_=who).status == 404
    assert site.get(f"{HOME}panels/{panel}/declare", as_=people.esi).status == 404
    assert site.get(f"{HOME}99999", as_=people.amara).status == 404


def test_amara_scores_part_then_all_and_goes_to_the_next(site, people):
    judging.judging(judging.colleagues(2), [people.amara, people.bryn])
    first, second = (each.id for each in judging.given(people.amara))
    page = site.get(f"{HOME}{first}", as_=people.amara)
    assert page.h1 == "Judge1 Number1" and "They did it well." in page.text and "5: Outstanding" in page.text
    form, names = page.form(f"{HOME}{first}"), scales(site, first, people.amara)
    done = site.post(f"{HOME}{first}", form | {names[0]: "4", "comment": "So far."}, as_=people.amara)
    assert done.location == HOME
    shown = site.get(HOME, as_=people.amara)
    assert "Begun" in shown.text and "1 criterion has no score yet" in shown.source
    form = entry_form(site, first, people.amara)
    assert form[names[0]] == "4" and form["comment"].strip() == "So far."
    sent = form | {names[1]: "2", "then": "next"}
    assert site.post(f"{HOME}{first}", sent, as_=people.amara).location == f"{HOME}{second}"
    assert judging.given(people.amara)[0].state == "scored"
    assert site.post(f"{HOME}{first}", sent, as_=people.amara).status == 409  # an older tab
    again = entry_form(site, first, people.amara) | {names[1]: "5"}
    assert site.post(f"{HOME}{first}", again, as_=people.amara).status == 303
    assert sorted(db.session.scalars(select(Score.points))) == [4, 5]
    assert "Scored 1 of 2" in site.get(HOME, as_=people.amara).text


@pytest.mark.parametrize("bad", ["0", "6", "-1", "1.5", "x" * 50_000, "٣"])
def test_points_that_are_not_on_the_scale_are_refused_and_nothing_is_kept(site, people, bad):
    judging.judging(judging.colleagues(1), [people.amara, people.bryn])
    mine = judging.given(people.amara)[0].id
    form, names = entry_form(site, mine, people.amara), scales(site, mine, people.amara)
    page = site.post(f"{HOME}{mine}", form | {names[0]: bad, "comment": "Kept?"}, as_=people.amara)
    assert page.status == 422 and page.title.startswith("Error: ") and "Kept?" in page.source
    long = site.post(f"{HOME}{mine}", form | {"comment": "y" * 1001}, as_=people.amara)
    assert long.status == 422 and "Use at most 1,000" in long.errors[0]
    assert db.session.scalar(select(func.count()).select_from(Score)) == 0


@pytest.mark.parametrize("tie", ["", "y"])
def test_amara_leaves_an_entry_and_it_goes_to_somebody_else(site, people, tie):
    number, _, panel = judging.judging(judging.colleagues(4), [people.amara, people.bryn, people.esi])
    mine = judging.given(people.amara)[0]
    judging.score(mine.id, 3)
    page = site.post(f"{HOME}{mine.id}/leave", {"why": " "}, as_=people.amara)
    assert page.status == 422 and page.errors == ["Say why in a few words."]
    before = {(each.judge_id, each.nomination_id) for each in judging.given(people.bryn) + judging.given(people.esi)}
    sent = {"why": "We are related."} | ({"tie": tie} if tie else {})
    assert site.post(f"{HOME}{mine.id}/leave", sent, as_=people.amara).location == HOME
    after = {(each.judge_id, each.nomination_id) for each in judging.given(people.bryn) + judging.given(people.esi)}
    assert before < after and {entry for _, entry in after - before} == {mine.nomination_id}
    left = db.session.get_one(Assignment, mine.id)
    assert (left.state, left.why, left.scores) == ("taken_away" if tie else "abstained", "We are related.", [])
    assert db.session.scalar(select(Exclusion.reason)) == ("declared" if tie else None)
    for act in ("", "/leave"):
        assert site.post(f"{HOME}{mine.id}{act}", {"why": "x"}, as_=people.amara).status == 404
    assert site.get(home(number, f"panels/{panel}/"), as_=people.chloe).status == 200


@pytest.mark.parametrize("arises", ["team", "manager", "joined", "named"])
def test_a_tie_that_arises_after_the_sharing_out_stops_the_judge_at_the_page_and_at_the_score(site, people, arises):
    nominees = judging.colleagues(3)
    judging.judging(nominees, [people.amara, people.bryn, people.esi])
    mine = next(each for each in judging.given(people.amara))
    judging.score(mine.id, 5)
    row = db.session.get_one(Nomination, mine.nomination_id)
    form, names = entry_form(site, mine.id, people.amara), scales(site, mine.id, people.amara)
    nominee, category = row.nominee_id, row.category_id
    if arises == "team":
        judging.move(people.amara, f"S{nominees.index(nominee) + 1}")
    elif arises == "manager":
        with transaction():
            own = db.session.scalars(select(Post).where(Post.person_id == people.amara)).one()
            db.session.scalars(select(Post).where(Post.person_id == nominee)).one().manager_post_id = own.id
    else:
        by = people.amara if arises == "joined" else None
        made.entry(category, nominee=nominee, nominator=by, words="Thanks to Amara Nwosu.", joined_to_id=row.id)
    page = site.get(f"{HOME}{mine.id}", as_=people.amara)
    assert page.status == 403 and "They did it well." not in page.text
    bad = site.post(f"{HOME}{mine.id}", form | {names[0]: "99"}, as_=people.amara)
    assert bad.status == 403 and "They did it well." not in bad.text
    sent = form | dict.fromkeys(names, "1")
    assert site.post(f"{HOME}{mine.id}", sent, as_=people.amara).location == HOME  # a tab that was open before
    assert "Nothing was saved" in site.get(HOME, as_=people.amara).source
    assert db.session.get_one(Assignment, mine.id).state == "taken_away"
    assert set(db.session.scalars(select(Score.points).where(Score.assignment_id == mine.id))) == {5}  # counts no more
    others = [each.nomination_id for who in (people.bryn, people.esi) for each in judging.given(who)]
    assert others.count(mine.nomination_id) == 2
    assert "take away" in {event.act for event in audit.latest(20)}


def test_an_entry_that_was_joined_is_read_with_all_its_nominations(site, people):
    (nominee,) = judging.colleagues(1)
    number, category, (entry,) = judging.round_with([nominee], judges_each=1)
    made.entry(category, nominee=nominee, words="<script>Second voice.</script>", joined_to_id=entry)
    panel = judging.panel(number, [people.amara])
    judging.declared(panel)
    judging.shared(panel)
    (mine,) = judging.given(people.amara)
    page = site.get(f"{HOME}{mine.id}", as_=people.amara)
    assert "Nomination 1 of 2" in page.text and "<script>Second voice.</script>" in page.text


def test_an_anonymised_round_shows_no_name_to_its_judges_but_for_the_declaration(site, people):
    (nominee,) = judging.colleagues(1)
    number, category, _ = judging.round_with([], anonymised=True, judges_each=1)
    entry = made.entry(category, nominee=nominee, nominator=people.esi,
                       words="Judge1 Number1 asked Esi Mensah. Judge1 is kind.")  # fmt: skip
    panel = judging.panel(number, [people.amara])
    told = site.get(f"{HOME}panels/{panel}/declare", as_=people.amara)
    assert "Judge1 Number1" in told.text and "You will judge without names" in told.text
    judging.declared(panel)
    judging.shared(panel)
    (mine,) = judging.given(people.amara)
    page = site.get(f"{HOME}{mine.id}", as_=people.amara)
    assert page.h1 == f"Entry {entry}" and "[nominee] asked [nominator]. [nominee] is kind." in page.text
    for shown in (page, site.get(HOME, as_=people.amara)):
        assert "Number1" not in shown.source and "Mensah" not in shown.source


def test_once_the_panel_is_closed_or_the_judge_has_left_nothing_is_there_any_more(site, people):
    _, _, panel = judging.judging(judging.colleagues(1), [people.amara, people.bryn])
    mine = judging.given(people.amara)[0].id
    form = entry_form(site, mine, people.amara)
    close(panel)
    assert site.post(f"{HOME}{mine}", form, as_=people.amara).status == 404
    assert site.get(f"{HOME}panels/{panel}/declare", as_=people.amara).status == 404
    assert "Nothing to judge" in site.get(HOME, as_=people.amara).text


def test_the_start_page_counts_what_waits_and_ones_own_copy_holds_what_one_gave(site, people):
    judging.judging(judging.colleagues(2), [people.amara, people.bryn])
    assert "2 entries wait for your scores" in site.get("/", as_=people.amara).text
    judging.score(judging.given(people.amara)[0].id, 4)
    held = {each.title: each.rows for each in judging_own_data.held(people.amara)}
    assert len(held["Scores you gave to award entries"]) == 2
    nominee = db.session.scalars(select(Nomination.nominee_id)).first()
    assert not any(each.rows for each in judging_own_data.held(nominee))


def test_the_lists_cost_the_same_however_many_entries_there_are(site, people):
    many = judging.colleagues(9)
    judging.judging(many[:2], [people.amara, people.bryn])
    judging.judging(many, [people.esi, people.bryn])
    few = site.query_count(HOME, as_=people.amara)
    assert site.query_count(HOME, as_=people.esi) == few
    one, other = judging.given(people.amara)[0].id, judging.given(people.esi)[0].id
    count = site.query_count(f"{HOME}{one}", as_=people.amara)
    assert site.query_count(f"{HOME}{other}", as_=people.esi) == count
    judges = {each.person_id: each.panel_id for each in db.session.scalars(select(Judge))}
    small = site.query_count(f"{HOME}panels/{judges[people.amara]}/declare", as_=people.amara)
    assert site.query_count(f"{HOME}panels/{judges[people.esi]}/declare", as_=people.esi) == small
