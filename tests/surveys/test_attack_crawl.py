"""The black-box attack: one council, read as each role by pages, fragments and exports, put together and reckoned with.

Every attack is also made on the same answers behind a plain threshold, where it must succeed."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import lxml.html
import pytest

from engage.core.db import db, transaction
from engage.directory.models import Post, Unit
from engage.surveys.formats.release_out import COLUMNS, HIDDEN, PART
from engage.surveys.formats.release_out import rows as released_rows
from engage.surveys.queries import results as queries
from engage.surveys.rules.published import OUT_OF_SIGHT, Head
from tests.surveys import crawled, crawled_pdf, crawled_sight, crawled_sums
from tests.surveys.attacks import Row
from tests.surveys.crawled import ITEMS, THRESHOLD, Reading
from tests.surveys.crawled_sums import COUNTED, Attacker

# The OD team first: what it reads is what the others then ask for. Esi and Femi head a service each.
ROLES = ("chloe", "amara", "esi", "femi", "bryn", "dev")
NARROW = ROLES[1:]
SIGHT = {
    "amara": {"Anytown Council", "Adults and communities"},
    "esi": {"Anytown Council", "Place", "Waste and recycling"},
    "femi": {"Anytown Council", "Adults and communities", "Home care"},
    "bryn": {"Anytown Council", "Place"},
    "dev": {"Anytown Council", "People team"},
}
# Fragments are asked for as these: each costs as much as its page.
WITH_PARTS = ("amara", "chloe")
# These ask for each address of the OD team that names a group outside of what they see.
KNOCKING = ("amara", "esi")
OF_THE_OD = (
    "/surveys/manage/benchmarks",
    "/surveys/manage/benchmarks/template.csv",
    "/surveys/manage/joined-questions",
)
# Proved by trying every set of fewer people than this, where all sets of four would take too long.
PROVED = {"Q1": 4, "Q2": 4, "Q3": 4, "Q4": 5, "work": 5, "liking": 5, COUNTED: 4}


@dataclass(frozen=True)
class Read:
    """By role pages, rows of files, and groups that the rule gives it; the release's own rows; two attackers.

    One attacker has all of it, one stands behind a plain threshold."""

    by: dict[str, Reading]
    rows: dict[str, list[Row]]
    sight: dict[str, set[str]]
    head: Head
    own: list[Row]
    attacker: Attacker
    planted: Attacker

    def hidden(self, role: str) -> set[str]:
        """The groups that a role does not see."""
        return {block.name for block in self.head.blocks} - self.sight[role]


@pytest.fixture
def read(site, people):
    return crawled.once(_read, site, people)


def _read(site, people):
    with transaction():
        db.session.query(Post).filter_by(person_id=people.esi).one().is_head = True
    survey, truth = crawled.published()
    released = queries.whole(survey, before_publishing=False)
    figures, tables = queries.all_figures(released.release_id), queries.all_tables(released.release_id)
    own = [
        dict(zip(COLUMNS, map(crawled.plainly, row), strict=True))
        for row in released_rows(released.head, figures, tables)
    ]
    by, sight = _crawled(site, people, survey, released.head)
    rows = {role: crawled.rows(reading) for role, reading in by.items()}
    leaf = crawled_sums.leaves(by["chloe"], rows["chloe"], truth)
    units = {unit.code: unit.name for unit in db.session.query(Unit)}
    return Read(
        by, rows, sight, released.head, own, Attacker(rows["chloe"], truth, leaf),
        Attacker(crawled_sums.plain(truth), truth, units),
    )  # fmt: skip


def _crawled(site, people, survey, head):
    """What each role reads, and the names of the groups that the rule gives it."""
    by, sight = {}, {}
    for role in ROLES:
        who, seeds = getattr(people, role), OF_THE_OD
        every = {block.code for block in head.blocks}
        codes = crawled_sight.codes(survey, head, who) if role in NARROW else every
        if role in NARROW:
            seeds = crawled_sight.outside(by["chloe"], every - codes) if role in KNOCKING else ()
        sight[role] = {block.name for block in head.blocks if block.code in codes}
        by[role] = crawled.crawl(site, survey, who, seeds, role in WITH_PARTS)
    by["nobody"] = crawled.crawl(site, survey, None, OF_THE_OD)
    return by, sight


def together(read: Read, roles: Iterable[str]) -> list[Row]:
    """The rows that some people read, each once, without what says that a file is a part."""
    found = {crawled_sight.key(row): row for role in roles for row in read.rows[role]}
    return [row for row in found.values() if row["group"] != PART]


def undeclared(rows: Iterable[Row], read: Read) -> list[Row]:
    """Rows that tell no figure of the release's own."""
    own = set(map(crawled_sight.unmasked, read.own))
    return [row for row in rows if crawled_sight.unmasked(row) not in own]


def test_whoever_is_not_signed_in_reads_nothing(read):
    assert read.by["nobody"].pages == {} and read.by["nobody"].files == {}
    assert len(read.by["nobody"].refused) >= 5


def test_the_rule_gives_each_what_the_guide_says(read):
    assert {role: read.sight[role] for role in NARROW} == SIGHT
    assert read.hidden("chloe") == set() and len(read.sight["chloe"]) == 9


@pytest.mark.parametrize("role", ROLES)
def test_the_files_of_a_role_hold_the_rows_of_its_groups_and_no_other(read, role):
    found = [crawled_sight.key(row) for row in read.rows[role]]
    assert set(found) == {crawled_sight.key(row) for row in crawled_sight.rows(read.own, read.sight[role])}
    (text,) = (content.decode("utf-8-sig") for path, content in read.by[role].files.items() if path.endswith("s.csv"))
    assert text.count(PART) == (role in NARROW)
    assert text.splitlines()[1].strip('"').startswith(PART if role in NARROW else read.head.blocks[0].name)


@pytest.mark.parametrize("role", NARROW)
def test_no_page_fragment_or_file_of_a_role_names_a_group_outside_of_what_it_sees(read, role):
    assert len(read.hidden(role)) >= 6
    pages = list(crawled_sight.words(read.by[role]))
    assert [(path, name) for path, text in pages for name in read.hidden(role) if name in text] == []
    assert {name for _, text in pages for name in read.sight[role] if name in text} == read.sight[role]
    assert sum(path.endswith("report.pdf") for path, _ in pages) == len(read.sight[role])
    assert read.hidden(role) <= {row["group"] for row in read.rows["chloe"]}


@pytest.mark.parametrize("role", ROLES)
def test_no_link_of_a_role_leads_nowhere_and_groups_outside_are_not_there(read, role):
    closed = {block.code for block in read.head.blocks if block.name in read.hidden(role)}
    knocked = set(crawled_sight.outside(read.by["chloe"], closed)) if role in KNOCKING else set()
    assert {status for path, status in read.by[role].refused.items() if path in knocked} <= {404}
    assert set(read.by[role].refused) <= knocked
    assert {path for path in knocked if "/results/groups/" in path} <= set(read.by[role].refused)
    assert role not in KNOCKING or len(read.by[role].refused) > 30


@pytest.mark.parametrize("role", ROLES)
def test_every_figure_of_every_page_fragment_and_file_is_a_declared_one(read, role):
    reading = read.by[role]
    told = crawled_pdf.declared(row for row in read.own if row["group"] in read.sight[role])
    printed = list(crawled_pdf.numbers(reading))
    found = [*crawled.numbers(reading, read.head.blocks[0].name), *printed]
    assert [(path, key, value) for path, key, value in found if str(value) not in told.get(key, ())] == []
    whole = f"/results/groups/{read.head.blocks[0].code}/drivers"
    alphas = {(whole, f"{each.alpha:.2f}") for each in read.head.reliability}
    assert {(path[path.index("/results") :], cell) for path, cell in crawled_sight.bare(reading)} <= alphas
    kinds = Counter(
        re.split(r"[/? ]", path.partition("/results/")[2])[0] for path, _, _ in found if "/results/" in path
    )
    assert set(kinds) == {"characteristics", "groups", "heatmap", "questions", "themes"}
    assert min(kinds.values()) >= (4 if role == "chloe" else 2)
    own = (row for row in read.own if row["group"] in read.sight[role])
    figured = {row["group"] for row in own if (row["percent positive"] or row["score"]).isdigit()}
    assert {key[0] for _, key, _ in printed} == figured and len(figured) > 1
    assert {key[1] for _, key, _ in printed} >= {"", "Which A?"} and len(printed) > 100
    assert role not in WITH_PARTS or sum("fragment" in path for path, _, _ in found) > 10


def test_a_plain_threshold_would_show_what_is_not_declared(read):
    assert len(undeclared(read.planted.rows, read)) > 100
    told = crawled.declared(read.own)
    assert any((row["group"], row["split by"], row["answer"], row["wording"]) not in told for row in _worded(read))


def _worded(read):
    return [{**row, "wording": f"Statement {row['code']}"} for row in read.planted.rows if row["code"] in ITEMS]


@pytest.mark.parametrize("role", ROLES)
def test_a_difference_stands_only_where_the_group_shows_its_own_figure(read, role):
    shown = {(row["group"], row["wording"]) for row in read.own if not row["split by"]
             and HIDDEN not in (row["percent positive"], row["score"])}  # fmt: skip
    seen = 0
    for path, tree in read.by[role].pages.items():
        if "show=organisation" in path:
            for row in tree.cssselect(".engage-heat tbody tr"):
                for cell in row.cssselect("td[data-label]"):
                    if any(c.isdigit() for c in cell.text_content()):
                        assert (row.cssselect("th")[0].text_content(), cell.get("data-label")) in shown
                        seen += 1
    assert seen > (10 if role == "chloe" else 0) or len(read.sight[role]) == 2


def test_two_managers_together_read_no_more_than_the_release_and_what_each_reads(read):
    rows = together(read, ["esi", "femi"])
    assert undeclared(rows, read) == []
    assert {row["group"] for row in rows} == read.sight["esi"] | read.sight["femi"]
    assert {row["group"] for row in rows} < read.sight["chloe"]


def test_everybody_together_reads_what_the_od_team_reads(read):
    rows = together(read, read.rows)
    assert undeclared(rows, read) == []
    whole = {crawled_sight.key(row) for row in read.rows["chloe"]}
    assert [row for row in rows if OUT_OF_SIGHT not in row["shown together with"]
            and crawled_sight.key(row) not in whole] == []  # fmt: skip
    assert {row["split by"] for row in read.attacker.rows} >= {"", "Which A?"}


def test_a_figure_of_several_groups_is_read_without_the_names_of_those_out_of_sight(read):
    few = read.attacker.answered("Q4") & read.attacker.within["People team"]
    assert 0 < len(few) < crawled.K
    for role in ("esi", "bryn", "dev"):
        assert any(OUT_OF_SIGHT in row["shown together with"] for row in read.rows[role] if row["code"] == "Q4")
        pages = (tree for path, tree in read.by[role].pages.items() if "/questions/Q4?group=" in path)
        assert any(OUT_OF_SIGHT in tree.text_content() for tree in pages)
    assert not any(OUT_OF_SIGHT in row["shown together with"] for row in read.rows["chloe"])


def test_counts_spreads_and_importance_are_told_only_where_there_are_people_enough(read):
    of = {(row["group"], row["split by"], row["answer"]): row for row in read.own if row["kind"] == "people"}
    assert of and all(int(row["answers"]) % 5 == 0 and int(row["answers"]) >= crawled.K for row in of.values())
    spread = [row for row in read.own if row["deviation"]]
    assert spread and all(row["kind"] == "index" and int(row["answers"]) >= 30 for row in spread)
    assert all(int(row["answers"]) >= 100 for row in read.own if row["importance"])
    empty = [row for row in read.own if row["kind"] in ("table", "rate")]
    assert empty and not any(row[name] for row in empty for name in COLUMNS[9:-1])
    names = read.head.names
    withheld = {(f"Which {t.characteristic}?", names[t.block]) for t in read.head.tables if t.withheld}
    assert sorted((row["split by"], row["group"]) for row in empty if row["kind"] == "table") == sorted(withheld) != []
    told = {(row["split by"], row["group"]) for row in read.own if row["split by"] and row["kind"] != "table"}
    assert told and told & withheld == set()


@pytest.mark.parametrize("code", PROVED)
def test_no_sum_or_difference_of_what_was_read_is_of_too_few(read, code):
    assert len(read.attacker.shown(code)) >= 2
    assert read.attacker.few(code) is None
    assert read.attacker.fewest(code, PROVED[code]) is None


@pytest.mark.parametrize("code", PROVED)
def test_behind_a_plain_threshold_the_same_searches_find_some(read, code):
    assert read.planted.few(code) is not None
    assert read.planted.fewest(code, 3) is not None


def test_no_rounded_figures_make_it_certain_that_all_of_some_people_answered_alike(read):
    assert [row for code in ITEMS for row in read.attacker.certain(code)] == []
    assert [row for code in ITEMS for row in read.planted.certain(code)]


def test_a_theme_or_index_less_its_questions_gives_nothing_back(read):
    assert [line for code in ("work", "liking") for line in read.attacker.beside(code)] == []
    assert [line for code in ("work", "liking") for line in read.planted.beside(code)]


@pytest.mark.parametrize("role", ROLES)
def test_comments_stand_beside_no_characteristic_and_are_never_few(read, role):
    found = crawled.spoken(read.by[role])
    assert len(found) >= 2 * THRESHOLD
    assert crawled.telling(found) == []


def test_comments_beside_a_characteristic_or_of_few_are_found():
    line = "<li class=engage-entry><p class=engage-entry__kind>Well?</p><p class=engage-entry__meta>{}</p></li>"
    for meta, number in (("Adults, Kind C 2", THRESHOLD), ("Adults", THRESHOLD - 1)):
        tree = lxml.html.fromstring(f"<main><ul id=comment-list>{line.format(meta) * number}</ul></main>")
        assert crawled.telling(crawled.spoken(Reading({"/surveys/1/comments": tree})))
    tree = lxml.html.fromstring(f"<main><ul id=comment-list>{line.format('Adults') * THRESHOLD}</ul></main>")
    assert crawled.telling(crawled.spoken(Reading({"/surveys/1/comments": tree}))) == []
