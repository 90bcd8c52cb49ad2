"""One question or theme of published results: /surveys/<id>/results/questions/<code> and …/themes/<code>."""

from dataclasses import replace

import pytest

from engage.surveys.queries import results as queries
from engage.surveys.rules import Kind, Option, Question
from engage.surveys.rules.comments import reference
from engage.surveys.rules.questionnaire import Row
from engage.surveys.rules.scales import AGREEMENT
from tests.surveys import commented, taken
from tests.surveys.test_results import mixed, published, survey  # noqa: F401  # fixtures
from tests.surveys.test_results_beside import both, crowd  # noqa: F401  # fixtures

WAYS = Question("WAY", "way", Kind.SINGLE, "How do you come?", options=(Option("b", "By bus"), Option("c", "By car")))
GRID = Question(
    "G1", "g1", Kind.GRID, "How are these?", options=AGREEMENT, rows=(Row("a", "The pay"), Row("b", "Food"))
)


def question(survey, code="Q1", **asked):  # noqa: F811
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/surveys/{survey}/results/questions/{code}{'?' + query if query else ''}"


def theme(survey, code="work"):  # noqa: F811
    return f"/surveys/{survey}/results/themes/{code}"


def more():
    """The small questionnaire with a choice and a grid."""
    small = taken.small()
    first = small.sections[0]
    return replace(small, sections=(replace(first, questions=(*first.questions, WAYS, GRID)), *small.sections[1:]))


def table(page):
    """The groups' table: its heads, and each row's cells by group."""
    heads = [each.text_content() for each in page.select(".engage-heat thead th")]
    rows = {row.cssselect("th")[0].text_content(): [" ".join(c.text_content().split()) for c in row.cssselect("td")]
            for row in page.select(".engage-heat tbody tr")}  # fmt: skip
    return heads, rows


def test_a_question_is_shown_with_its_answers_and_every_group_beside_the_rest_and_the_time_before(site, crowd, both):  # noqa: F811
    page = site.get(question(both[1]), as_=crowd.chloe)
    head = queries.whole(both[1], before_publishing=False).head
    told = queries.figures(queries.whole(both[1], before_publishing=False).release_id, head.blocks[0].code)
    figure = next(each for each in told.items if each.item == "Q1")
    assert page.h1 == "I like the work I do"
    answers = " ".join(page.select("#one-figures .engage-table--stack")[0].text_content().split())
    for share in (figure.negative, figure.neutral, figure.positive):
        assert f"{share}%" in answers
    heads, rows = table(page)
    assert heads == ["Group", "Positive", f"Beside the rest of {head.blocks[0].name}", "Since Spring survey"]
    assert list(rows) == [each.name for each in head.blocks]
    whole = rows[head.blocks[0].name]
    assert whole[0] == str(figure.positive)
    assert whole[1] == "– nothing to compare"
    assert "higher" in whole[2]
    words = ("higher", "lower", "no clear difference", "not tested", "hidden by rounding", "too few", "not shown")
    assert all(any(word in cell for word in words) for name, row in rows.items() if name != head.blocks[0].name
               for cell in row[1:] if not cell.startswith("– nothing"))  # fmt: skip


def test_a_group_is_chosen_and_one_made_up_is_the_whole(site, crowd, both):  # noqa: F811
    head = queries.whole(both[1], before_publishing=False).head
    group = next(each for each in head.blocks if each.parent and head.children(each.code))
    page = site.get(question(both[1], group=group.code), as_=crowd.chloe)
    assert page.select("#one-figures h2")[0].text_content() == group.name
    assert list(table(page)[1]) == [group.name, *(each.name for each in head.children(group.code))]
    own = table(site.get(question(both[1]), as_=crowd.amara))[1]
    assert list(own) == [head.blocks[0].name, "Adults and communities"]
    made_up = site.get(question(both[1], group="NOBODY"), as_=crowd.amara)
    assert made_up.select("#one-figures h2")[0].text_content() == head.blocks[0].name


def test_a_theme_is_shown_with_its_questions_and_groups(site, crowd, both):  # noqa: F811
    page = site.get(theme(both[1]), as_=crowd.amara)
    assert page.h1 == "My work"
    assert page.links["I like the work I do"] == question(both[1])
    assert page.links["I have what I need"] == question(both[1], "Q2")
    found = queries.whole(both[1], before_publishing=False)
    share = queries.figures(found.release_id, found.head.blocks[0].code).themes[0].value
    assert f"{share}% positive" in page.text
    assert table(page)[1][found.head.blocks[0].name][0] == str(share)


def test_results_and_the_heatmap_lead_there(site, crowd, both):  # noqa: F811
    here = f"/surveys/{both[1]}/results"
    page = site.get(here, as_=crowd.amara)
    assert page.links["I like the work I do"] == question(both[1])
    assert page.links["My work"] == theme(both[1])
    standing_out = [each.get("href") for each in page.select(".engage-cards--two a")]
    assert standing_out and {address.rpartition("/")[0] for address in standing_out} == {f"{here}/questions"}
    assert site.get(f"{here}/heatmap", as_=crowd.amara).links["My work"] == theme(both[1])
    assert site.get(f"{here}/heatmap?of=s1", as_=crowd.amara).links["I have what I need"] == question(both[1], "Q2")


def test_the_figures_are_a_part_of_their_page_at_a_fixed_price(site, crowd, both):  # noqa: F811
    for path in (question(both[1]), theme(both[1])):
        site.assert_fragment_is_its_part_of_the_page(path, as_=crowd.amara)
        site.get(path, as_=crowd.amara)
        assert site.query_count(path, as_=crowd.amara) <= 9


def test_nothing_is_there_before_publishing_for_strangers_or_by_other_names(site, people, survey):  # noqa: F811
    taken.release_survey(survey, publish=False)
    for path in (question(survey), theme(survey)):
        assert site.get(path).location.startswith("/sign-in")
        assert site.get(path, as_=people.amara).status == 404
        assert "Not published yet" in site.get(path, as_=people.chloe).text
    for path in (question(survey, "X1"), question(survey, "work"), theme(survey, "Q1"), theme(survey, "liking")):
        assert site.get(path, as_=people.chloe).status == 404


def test_figures_that_are_withheld_are_said_to_be_so(site, people, published):  # noqa: F811
    # P2 is asked of those who manage people alone: too few in most groups.
    page = site.get(question(published, "P2"), as_=people.chloe)
    found = queries.whole(published, before_publishing=False)
    rows, hidden = table(page)[1], 0
    for block in found.head.blocks:
        figure = next(e for e in queries.figures(found.release_id, block.code).items if e.item == "P2")
        assert rows[block.name][0].split()[0] == ("–" if figure.positive is None else str(figure.positive))
        hidden += figure.positive is None
    assert hidden
    few = taken.open_survey(minimum=6)
    taken.cast_all(few, taken.small(), mixed(5))
    taken.release_survey(few)
    assert site.get(question(few), as_=people.amara).status == 404


def test_a_choice_is_told_in_shares_and_a_line_of_a_grid_under_its_question(site, people):
    taken.crowd(14)
    number = taken.open_survey(more())
    answers = [
        {**each, "WAY": "bc"[n % 3 > 0], "G1_a": "12345"[n % 5], "G1_b": "54"[n % 2]}
        for n, each in enumerate(mixed(40))
    ]
    taken.cast_all(number, more(), answers)
    taken.release_survey(number)
    heads, rows = table(site.get(question(number, "WAY"), as_=people.amara))
    assert heads == ["Group", "By bus", "By car"]
    assert all(sum(int(c.split("%")[0]) for c in cells) == 100 for cells in rows.values() if "–" not in cells[0])
    page = site.get(question(number, "G1_a"), as_=people.chloe)
    assert page.h1 == "The pay" and "How are these?" in page.text
    assert page.links["What came of it"] == f"/actions/about/survey-question/{reference(number, 4)}"
    assert site.get(question(number, "G1"), as_=people.chloe).status == 404


@pytest.mark.parametrize(("kind", "path"), [("survey question", question), ("survey theme", theme)])
def test_what_came_of_it_is_there_and_the_od_team_raises_more(app, site, people, published, kind, path):  # noqa: F811
    here, slug, number = path(published), kind.replace(" ", "-"), reference(published, 1)
    page = site.get(here, as_=people.amara)
    assert page.links["What came of it"] == f"/actions/about/{slug}/{number}"
    mine = site.get(here, as_=people.chloe)
    assert not [words for words in mine.links if "action" in words.lower()]
    raised = site.get(f"/actions/about/{slug}/{number}", as_=people.chloe).links["Make an action of this"]
    assert raised == f"/actions/manage/new?kind={slug}&source={number}"
    part = site.get(f"/actions/about/{slug}/{number}", as_=people.amara)
    assert here in part.links.values()


def test_a_question_leads_to_its_comments_for_whoever_reads_them(site, people):
    said = {code: [f"I come by tram number {n}" for n in range(7)] for code in ("ADULTS", "PLACE")}
    number = commented.published(said, field="C1__other")
    assert "Comments on this question" not in site.get(question(number, "C1"), as_=people.amara).links
    page = site.get(question(number, "C1"), as_=people.chloe)
    assert page.links["Comments on this question"] == f"/surveys/{number}/comments?question=C1__other"
    assert "Comments on this question" not in site.get(question(number), as_=people.chloe).links
