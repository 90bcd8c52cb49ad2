"""What stands beside results: the rest, the time before, a benchmark; and what a results page says of itself."""

from dataclasses import replace

import pytest

from engage.core import clock
from engage.core.db import transaction
from engage.surveys.actions import benchmarks as acts
from engage.surveys.queries import results as queries
from engage.surveys.rules.benchmarks import Figure, Of
from tests.surveys import taken
from tests.surveys.test_results import mixed

SMALL = taken.small()


def kinder(n):
    """Answers as in mixed(), every second one a step better."""
    return [{**a, "Q1": str(min(5, int(a["Q1"]) + i % 2))} for i, a in enumerate(mixed(n))]


def wave(answers, doc=SMALL, title="Autumn survey"):
    survey = taken.open_survey(doc, title=title)
    taken.cast_all(survey, doc, answers)
    taken.release_survey(survey)
    return survey


@pytest.fixture
def crowd(people):
    taken.crowd(32)
    return people


@pytest.fixture
def both(crowd):
    """Two waves; the first question is answered much better in the second."""
    first = wave([{**a, "Q1": str(max(1, int(a["Q1"]) - 1))} for a in mixed(90)], title="Spring survey")
    return first, wave(kinder(90))


def beside(site, people, survey, what, code=None):
    head = queries.whole(survey, before_publishing=False).head
    at = code or head.blocks[0].code
    return site.get(f"/surveys/{survey}/results/groups/{at}?beside={what}", as_=people.chloe)


def test_the_page_says_what_stands_out_and_how_to_cite_it(site, crowd, both):
    page = site.get(f"/surveys/{both[1]}/results", as_=crowd.amara)
    headings = [each.text_content().strip() for each in page.select("main h2, main h3")]
    for each in ("Biggest changes since the time before", "About these figures", "How to cite them"):
        assert each in headings
    sha = queries.whole(both[1], before_publishing=False).sha256
    assert "Autumn survey, open" in page.text or "Autumn survey. Figures computed" in page.text
    assert sha[:12] in page.text
    assert "is about fewer than 5 people" in page.text
    changed = page.select("main section table")[0].text_content()
    assert "I like the work I do" in changed
    assert "higher" in changed


def test_the_first_survey_has_nothing_to_compare_with_and_says_so(site, crowd):
    page = site.get(f"/surveys/{wave(mixed(40))}/results", as_=crowd.amara)
    assert "No earlier survey of the same people" in page.text


def test_a_group_stands_beside_the_rest_of_its_parent_without_itself(site, crowd, both):
    head = queries.whole(both[1], before_publishing=False).head
    child = next(block for block in head.blocks if block.depth == 1)
    page = beside(site, crowd, both[1], "parent", child.code)
    assert "without this group" in page.text
    assert page.select(".engage-beside")
    root = beside(site, crowd, both[1], "parent")
    assert not root.select("#results-figures .engage-beside")


def test_not_tested_and_no_difference_read_and_look_differently(site, crowd, both):
    page = beside(site, crowd, both[1], "before")
    said = {
        each.get("class").split("--")[1]: each.text_content() for each in page.select("#results-figures .engage-beside")
    }
    assert {"up", "same", "untested"} <= set(said)
    assert "no clear difference" in said["same"]
    assert "not tested" in said["untested"]
    source = page.source
    for word, sign in (("higher", "▲"), ("no clear difference", "="), ("not tested", "○")):
        assert f"{sign}</span> {word}" in source


def test_a_benchmark_stands_beside_results_once_it_is_there(site, crowd, both):
    with transaction():
        about = acts.About("Councils of our size", "A published table", clock.today())
        made = acts.bring_in(about, [Figure(Of.QUESTION, "i1", 1.0), Figure(Of.THEME, "work", 99.0)], clock.now()).id
    page = beside(site, crowd, both[1], f"benchmark-{made}")
    assert "Benchmark: Councils of our size" in page.text
    row = next(each for each in page.select("#results-figures tr") if "I like the work I do" in each.text_content())
    assert "▲ higher" in " ".join(row.text_content().split())
    theme = next(each for each in page.select("#results-figures tr") if "My work" in each.text_content())
    assert "▼ lower" in " ".join(theme.text_content().split())
    unknown = beside(site, crowd, both[1], "benchmark-999")
    assert unknown.status == 200
    assert not unknown.select("#results-figures .engage-beside")


def test_what_was_chosen_is_a_part_of_the_page_and_costs_the_same_statements(site, crowd, both):
    head = queries.whole(both[1], before_publishing=False).head
    for code in (head.blocks[0].code, "WASTE"):
        path = f"/surveys/{both[1]}/results/groups/{code}"
        for what in ("", "parent", "organisation", "before"):
            site.assert_fragment_is_its_part_of_the_page(f"{path}?beside={what}", as_=crowd.chloe)
            assert site.query_count(f"{path}?beside={what}", as_=crowd.chloe) <= 8


def test_a_wave_of_others_does_not_stand_beside_it(site, crowd):
    managing = replace(SMALL.sections[1], questions=SMALL.sections[1].questions[:1])
    wave(mixed(40), replace(SMALL, sections=(managing,), themes=(), indices=()), title="Of something else")
    page = site.get(f"/surveys/{wave(mixed(40))}/results", as_=crowd.amara)
    assert "No earlier survey of the same people" in page.text


def test_results_that_are_withdrawn_or_not_published_stand_beside_nothing(site, crowd):
    first = taken.open_survey(SMALL)
    taken.cast_all(first, SMALL, mixed(40))
    taken.release_survey(first, publish=False)
    page = site.get(f"/surveys/{wave(mixed(40))}/results", as_=crowd.amara)
    assert "No earlier survey of the same people" in page.text
