"""What we heard: everything that was said in closed consultations, by theme, column, service, source and time."""

import csv
import io

import pytest

from engage.consultation.models import Entry
from engage.consultation.rules import Column
from engage.core import clock
from engage.core.db import db, transaction
from engage.core.spreadsheets import csv_text
from tests.consultation import made

PAGE = "/what-we-heard"


@pytest.fixture
def heard(people):
    """Two closed consultations, three themed entries of five, and one that is open."""
    tools, tone = made.theme("Tools"), made.theme("Tone")
    first = made.opened(title="Our values")
    vans = made.write(first, people.amara, "The vans.", Column.EVEN_BETTER)
    thanks = made.write(first, people.esi, "Being thanked.", Column.WORKS_WELL)
    words = made.write(first, people.amara, "Fewer words.")
    made.answered(first, tone, [words, vans])
    with transaction():
        from engage.consultation.actions.answering import put_under
        from engage.directory.models import Theme

        put_under(made.get(first), [vans], db.session.get_one(Theme, tools))
    second = made.opened(title="How we work")
    made.write(second, people.bryn, "The phones.", Column.EVEN_BETTER)
    made.closed(second)
    made.write(made.opened(title="Still open"), people.amara, "Not yet heard.")
    return {"tools": tools, "tone": tone, "first": first, "second": second, "vans": vans, "thanks": thanks}


def texts(page) -> list[str]:
    return sorted(p.text_content() for p in page.select(".engage-entry__text"))


def table(page) -> dict[str, list[str]]:
    rows = [[cell.text_content() for cell in row] for row in page.select(".engage-table tbody tr")]
    return {row[0]: row[1:] for row in rows}


def test_it_is_empty_at_first_and_says_when_it_fills(site, people):
    page = site.get(PAGE, as_=people.chloe)
    assert page.h1 == "What we heard" and "Nothing was heard yet" in page.text


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_only_the_od_team_reads_it(site, people, who):
    for path in (PAGE, f"{PAGE}.csv"):
        assert site.get(path).status == 303
        assert site.get(path, as_=getattr(people, who)).status == 403
    assert PAGE not in site.get("/", as_=getattr(people, who)).links.values()


def test_it_holds_what_was_said_in_closed_consultations_and_counts_it_by_theme(site, people, heard):
    page = site.get(PAGE, as_=people.chloe)
    assert texts(page) == ["Being thanked.", "Fewer words.", "The phones.", "The vans."]
    assert table(page) == {
        "Tone": ["0", "1", "1", "0", "0", "0", "2"],
        "Tools": ["0", "1", "0", "0", "0", "0", "1"],
        "Under no theme yet": ["1", "1", "0", "0", "0", "0", "2"],
    }
    assert "Nwosu" not in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("theme={tools}", ["The vans."]),
        ("theme=none", ["Being thanked.", "The phones."]),
        ("column=works_well", ["Being thanked."]),
        ("column=comment", ["Fewer words."]),
        ("source=consultation-{second}", ["The phones."]),
        ("theme={tone}&column=even_better", ["The vans."]),
        ("since=3", ["Being thanked.", "Fewer words.", "The phones.", "The vans."]),
        ("source=consultation-99", []),
        ("source=survey-1", []),
        ("service=Nowhere", []),
        ("theme=x&column=y&since=z&page=-3", ["Being thanked.", "Fewer words.", "The phones.", "The vans."]),
        ("theme=99999999999999", ["Being thanked.", "Fewer words.", "The phones.", "The vans."]),
    ],
)
def test_each_choice_narrows_it(site, people, heard, query, found):
    assert texts(site.get(f"{PAGE}?{query.format(**heard)}", as_=people.chloe)) == found


def test_what_was_said_long_ago_is_left_out_where_a_time_is_chosen(site, people, heard):
    with transaction():
        row = db.session.get_one(Entry, heard["vans"])
        row.written_on = clock.months_after(clock.now(), -8).date()
    assert "The vans." not in texts(site.get(f"{PAGE}?since=3", as_=people.chloe))
    assert "The vans." in texts(site.get(f"{PAGE}?since=12", as_=people.chloe))


def test_nothing_fits_says_so_and_a_choice_stays_chosen(site, people, heard):
    page = site.get(f"{PAGE}?column=works_well&theme={heard['tools']}", as_=people.chloe)
    assert "Nothing was heard that fits" in page.text
    assert page.form(PAGE)["column"] == "works_well"


def test_the_list_is_its_part_of_the_page_and_costs_the_same_however_much_there_is(site, people, heard):
    site.assert_fragment_is_its_part_of_the_page(f"{PAGE}?theme={heard['tone']}", as_=people.chloe)
    few = site.query_count(PAGE, as_=people.chloe)
    number = made.opened(title="Many")
    ids = [made.write(number, people.amara, f"Comment {n}") for n in range(40)]
    made.answered(number, heard["tone"], ids)
    assert site.query_count(PAGE, as_=people.chloe) == few
    page = site.get(PAGE, as_=people.chloe)
    assert len(page.select(".engage-entry")) == 25
    assert len(site.get(f"{PAGE}?page=2", as_=people.chloe).select(".engage-entry")) == 19


def test_the_file_holds_the_same_and_no_formula(site, people, heard):
    number = made.opened(title="=Formula")
    made.write(number, people.amara, "-1+1")
    made.closed(number)
    rows = list(csv.reader(io.StringIO(site.get(f"{PAGE}.csv", as_=people.chloe).data.decode("utf-8-sig"))))
    assert rows[0] == ["heard in", "column", "themes", "service", "month", "agree with it", "text"]
    assert len(rows) == 6
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert ["Our values", "Even better if", "Tools; Tone"] in [row[:3] for row in rows]
    only = site.get(f"{PAGE}.csv?column=works_well", as_=people.chloe).data.decode("utf-8-sig")
    assert len(only.splitlines()) == 2


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@A1", "\tx", "\rx"])
def test_a_cell_that_could_be_a_formula_is_quoted(cell):
    assert next(csv.reader(io.StringIO(csv_text(("a",), [(cell,)]), newline="")))[0] == "a"
    assert csv_text(("a",), [(cell,)]).split("\r\n", 1)[1].lstrip('"').startswith("'")
