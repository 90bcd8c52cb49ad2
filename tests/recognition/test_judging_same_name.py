"""Of two nominees of one name a judge and those who decide can tell which is which."""

from tests.recognition import judging, outcome_made
from tests.recognition.test_judging_manage import close, home


def namesakes():
    found = judging.colleagues(3)
    for each in found[:2]:
        outcome_made.renamed(each, "Rhys", "Jackson")
    return found


def test_a_judge_who_declares_ties_sees_where_each_works(site, people):
    number, _, _ = judging.round_with(namesakes())
    panel = judging.panel(number, [people.amara])
    page = site.get(f"/awards/judging/panels/{panel}/declare", as_=people.amara)
    listed = [" ".join(each.text_content().split()) for each in page.select(".engage-declare label")]
    assert listed == ["Rhys Jackson, Service 1", "Rhys Jackson, Service 2", "Judge3 Number3 Service 3"]


def test_who_decides_chooses_between_two_names_that_differ(site, people):
    number, category, panel = judging.judging(namesakes(), [people.amara, people.bryn])
    mine = [each.text_content() for each in site.get("/awards/judging/", as_=people.amara).select(".engage-todo a")]
    where = ", Category 1, Panel A"
    names = ("Rhys Jackson, Service 1", "Rhys Jackson, Service 2", "Judge3 Number3")
    assert {name + where for name in names} == set(mine)
    for each in judging.given(people.amara) + judging.given(people.bryn):
        judging.score(each.id, 3)
    close(panel)
    page = site.get(home(number, f"shortlist/categories/{category}"), as_=people.chloe)
    labels = {each.text_content().strip() for each in page.select(".engage-decide label")}
    assert {"Outcome of Rhys Jackson, Service 1", "Outcome of Rhys Jackson, Service 2"} < labels
