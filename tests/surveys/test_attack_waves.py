"""The black-box attack over two waves: trends, differences from the time before, what goes along with an index, PDFs.

Every search is also made on the same answers behind a plain threshold, where it must succeed."""

from collections import Counter
from dataclasses import dataclass

import pytest

from engage.surveys.queries import results, results_beside
from tests.surveys import crawled, crawled_pdf, crawled_waves, waves_made
from tests.surveys.crawled import K
from tests.surveys.crawled_sums import Attacker
from tests.surveys.crawled_waves import KINDS, Said
from tests.surveys.waves_made import FEW, ITEMS, MOVED, Wave

ROLES = ("chloe", "amara", "esi")
EVERYWHERE = {*KINDS, "one", "headline"}
FEWEST = 100


@dataclass(frozen=True)
class Read:
    """Two waves, what each role reads of the later one, and what the OD team would read of plain figures."""

    waves: tuple[Wave, Wave]
    by: dict[str, list[Said]]
    planted: list[Said]

    @property
    def told(self):
        """What each wave tells of its groups by themselves."""
        return tuple(crawled_waves.alone(wave.rows) for wave in self.waves)

    def leaks(self, found):
        """What of this no release tells."""
        return crawled_waves.leaks(found, self.told, crawled_pdf.declared(self.waves[1].rows))


@pytest.fixture
def read(site, people):
    return crawled.once(_read, site, people)


def _read(site, people):
    waves = waves_made.both()
    by = {role: _said(site, waves, getattr(people, role)) for role in ROLES}
    with pytest.MonkeyPatch.context() as patched:
        _plainly(patched, {wave.found.release_id: wave for wave in waves})
        planted = _said(site, waves, people.chloe)
    return Read(waves, by, planted)


def _said(site, waves, who):
    later = waves[1].found
    reading = crawled.crawl(site, later.survey_id, who, parts=False)
    titles = tuple(wave.found.title for wave in waves)
    return list(crawled_waves.said(reading, later.head.blocks[0].name, titles))


def _plainly(patched, waves):
    """What is read of the figures of groups is what a plain threshold would have told."""
    figures_of, over_waves, tables_of = results_beside.figures_of, results_beside.over_waves, results.tables_of

    def plain(release, codes):
        return {code: waves[release].plain(each) for code, each in figures_of(release, codes).items()}

    def plain_over(releases, code):
        return {at: waves[at].plain(each) for at, each in over_waves(releases, code).items()}

    patched.setattr(results_beside, "figures_of", plain)
    patched.setattr(results_beside, "over_waves", plain_over)
    patched.setattr(
        results, "tables_of", lambda at, code: [waves[at].plain_table(each) for each in tables_of(at, code)]
    )


def test_what_is_planted_is_there(read):
    first, second = read.waves
    assert all(any(row["shown together with"] for row in wave.rows) for wave in read.waves)
    for at, (team, item) in FEW.items():
        assert 0 < sum(told.unit == team and item in told.answers for told in read.waves[at - 1].truth) < K
    assert first.found.head.block(MOVED) is None and second.found.head.block(MOVED) is not None
    assert any(row["importance"] for row in second.rows)
    assert any(row["kind"] == "driver" and row["note"].startswith("[c]") for row in second.rows)


@pytest.mark.parametrize("role", ROLES)
def test_every_place_that_tells_of_both_waves_is_read(read, role):
    found = Counter(crawled_waves.kind(each) for each in read.by[role])
    assert set(found) == EVERYWHERE and min(found.values()) >= 3, found
    of = {each.wave for each in read.by[role] if crawled_waves.kind(each) == "trends"}
    assert of == {0, 1, None}
    assert any(each.key[3].endswith("(importance)") and crawled_waves.kind(each) == "report.pdf"
               for each in read.by[role])  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_no_page_or_pdf_tells_a_figure_or_a_difference_gives_one_away_that_no_release_tells(read, role):
    assert read.leaks(read.by[role]) == []


@pytest.mark.parametrize("kind", sorted(EVERYWHERE - {"headline"}))
def test_plain_figures_are_found_wherever_they_are_told(read, kind):
    assert [each for each in read.leaks(read.planted) if crawled_waves.kind(each) == kind]


def test_plain_figures_are_found_in_the_tables_and_among_the_drivers_of_a_pdf(read):
    printed = [each for each in read.leaks(read.planted) if crawled_waves.kind(each) == "report.pdf"]
    assert {each.key[1] for each in printed} == {"", "Which A?"}
    assert any(each.key[3].endswith("(importance)") for each in printed)


def test_a_difference_of_two_figures_that_are_not_told_is_found(read):
    told = crawled_waves.alone(read.waves[1].rows)
    hidden = ("Service parks", "", "", "Statement Q2")
    assert hidden not in told
    assert read.leaks([Said("/heatmap", None, hidden, 4)])
    known = next(key for key, numbers in read.told[0].items() if key[0] == "Home care" and numbers - {"", "[c]"})
    assert read.leaks([Said("/trends", None, known, 101)])


@pytest.mark.parametrize("role", ROLES)
def test_a_group_that_was_put_together_otherwise_stands_beside_no_other_time(read, role):
    alike = [set(wave.attacker.within) for wave in read.waves]
    changed = alike[1] - alike[0]
    assert len(changed) == 2
    assert [each for each in read.by[role] if each.key[0] in changed and each.wave != 1] == []


@pytest.mark.parametrize("code", ITEMS)
@pytest.mark.parametrize("wave", [0, 1])
def test_no_sum_or_difference_of_what_both_waves_tell_is_of_too_few(read, code, wave):
    attacker, found = _with(read, read.by["chloe"], code, wave)
    assert len(found) >= 4
    assert attacker.few(code) is None


@pytest.mark.parametrize("wave", [0, 1])
def test_with_plain_figures_the_same_search_finds_some(read, wave):
    code = FEW[wave + 1][1]
    assert _with(read, read.planted, code, wave)[0].few(code) is not None


def _with(read, found, code, wave):
    """The attacker of one wave, who also has what the later one tells of it, and what differences give away."""
    every = [each for each in (*found, *crawled_waves.derived(found, read.told)) if each.wave == wave]
    joint = crawled_pdf.declared(row for row in read.waves[wave].rows if row["shown together with"])
    own = [each for each in every if str(each.value) not in joint.get(each.key, ())]
    rows = crawled_waves.as_rows(own, wave, code, f"Statement {code}")
    held = read.waves[wave].attacker
    return Attacker([*held.rows, *rows], held.truth, held.leaf), rows


def _few(read, found):
    """Groups in which importance is told of fewer people than it takes, or whose rest would be a few people."""
    attacker = read.waves[1].attacker
    whole = frozenset(n for n, told in enumerate(attacker.truth) if len({*ITEMS} & set(told.answers)) >= 2
                      and {"Q1", "Q2"} & set(told.answers) and {"Q3", "Q4"} & set(told.answers))  # fmt: skip
    groups = {each.key[0] for each in found if each.key[3].endswith("(importance)")}
    told = {group: attacker.within[group] & whole for group in groups}
    root = read.waves[1].found.head.blocks[0].name
    inside = frozenset[int]().union(*(people for group, people in told.items() if group != root))
    rest = len(whole - inside)
    return {group for group, people in told.items() if len(people) < FEWEST} | ({root} if 0 < rest < K else set())


def test_what_goes_along_with_an_index_is_told_only_of_people_enough(read):
    for role in ROLES:
        assert any(each.key[3].endswith("(importance)") for each in read.by[role])
        assert _few(read, read.by[role]) == set()
    assert _few(read, read.planted) >= {"Place", "People team"}
