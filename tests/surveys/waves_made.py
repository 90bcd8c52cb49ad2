"""Two waves of one survey over a council that moved in between, and what is planted in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from engage.ballots import actions as box
from engage.core.db import db, transaction
from engage.directory.models import Unit
from engage.surveys.actions import casting
from engage.surveys.formats.release_out import COLUMNS
from engage.surveys.formats.release_out import rows as released_rows
from engage.surveys.queries import results as queries
from engage.surveys.queries.results import Results
from engage.surveys.rules import Answers, Group, Kind, Option, Question, Questionnaire, Section
from engage.surveys.rules.published import BlockFigures, Driver, Drivers, ItemFigure, TableFigures
from engage.surveys.rules.scales import AGREEMENT
from tests import factories
from tests.surveys import attacks, crawled, taken
from tests.surveys.attacks import Row, Told
from tests.surveys.crawled_sums import Attacker

U = factories.UNITS
SIZES = {U.home_care: 75, U.waste: 46, U.people_team: 10, "DAYCARE": 9, "REABLE": 30, "PARKS": 9, "ROADS": 3}
# In each wave only three of one team answered one question.
FEW = {1: ("DAYCARE", "Q3"), 2: ("PARKS", "Q2")}
# In the second, hardly any of one directorate who are of one kind answered another one.
LEFT_OUT = {U.home_care, "DAYCARE", "REABLE"}
MOVED, JOINED = "ROADS", 14
ITEMS = ("Q1", "Q2", "Q3", "Q4")
INDEX = ("Q5", "Q6")


def questionnaire() -> Questionnaire:
    """A characteristic, two themes, and an index that shares no question with them."""
    told = Question("A", "iA", Kind.SINGLE, "Which A?", characteristic=True,
                    options=tuple(Option(f"a{n}", text) for n, text in enumerate(crawled.labels("A"))))  # fmt: skip
    asked = tuple(
        Question(code, f"i{code}", Kind.SCALE, f"Statement {code}", options=AGREEMENT) for code in (*ITEMS, *INDEX)
    )
    themes = (Group("work", "My work", ("Q1", "Q2")), Group("place", "My place", ("Q3", "Q4")))
    sections = (Section("one", "Your work", questions=asked), Section("who", "About you", questions=(told,)))
    return Questionnaire(sections, themes, (Group("liking", "Liking", INDEX),))


def answers(unit: str, n: int, wave: int, luck: np.random.Generator) -> Answers:
    """One person's, who is of a mood."""
    mood = luck.normal(3.2 + 0.1 * wave, 0.9)
    given = {code: str(int(np.clip(round(mood + luck.normal(0, 1)), 1, 5))) for code in (*ITEMS, *INDEX)}
    given = {code: value for code, value in given.items() if code in INDEX or luck.random() < 0.95}
    team, item = FEW[wave]
    if unit == team and n >= 3:
        given.pop(item, None)
    told = f"a{luck.integers(2)}"
    if wave == 2 and unit in LEFT_OUT and told == "a1" and not (unit == U.home_care and n < 4):
        given.pop("Q3", None)
    return given | {"A": told}


@dataclass(frozen=True)
class Wave:
    """A published wave, its own rows, and the planted truth."""

    found: Results
    rows: list[Row]
    truth: list[Told]

    @cached_property
    def attacker(self) -> Attacker:
        """Whoever knows the rows, and where everybody works."""
        head, codes = self.found.head, {unit.name: unit.code for unit in db.session.query(Unit)}
        leaf = {
            codes[name]: block.name
            for block in head.blocks if not head.children(block.code)
            for name in block.members or (block.name,)
        }  # fmt: skip
        return Attacker(self.rows, self.truth, leaf)

    def plain(self, figures: BlockFigures) -> BlockFigures:
        """The same as a plain threshold would have it: what is withheld or joint told for the group by itself."""
        block = self.found.head.block(figures.code)
        people = [self.truth[n] for n in sorted(self.attacker.within[block.name])] if block else []
        themes = tuple(Driver(each.code, 50) for each in self.found.head.themes)
        return replace(
            figures,
            items=self._all_plain(figures.items, people),
            drivers=figures.drivers or Drivers("liking", len(people), 50, themes),
        )  # fmt: skip

    def plain_table(self, table: TableFigures) -> TableFigures:
        """The same of a table: no cell is withheld, nor shown with another."""
        block = self.found.head.block(table.block)
        within = [self.truth[n] for n in sorted(self.attacker.within[block.name])] if block else []
        cells = (
            (cell, [told for told in within if told.answers.get(table.characteristic) in cell.categories])
            for cell in table.cells
        )
        return replace(
            table, cells=tuple(replace(cell, items=self._all_plain(cell.items, people)) for cell, people in cells)
        )

    def _all_plain(self, figures: Sequence[ItemFigure], people: list[Told]) -> tuple[ItemFigure, ...]:
        return tuple(
            self._plain(each, people) if each.with_blocks or each.answered is None else each for each in figures
        )

    def _plain(self, figure: ItemFigure, people: list[Told]) -> ItemFigure:
        given = [told.answers[figure.item] for told in people if figure.item in told.answers]
        if not given or figure.item == "A":
            return figure
        shares = (round(100 * sum(each in part for each in given) / len(given)) for part in ("45", "3", "12"))
        return ItemFigure(figure.item, (), len(given), *shares)


def published(wave: int) -> Wave:
    """One wave answered by everybody, released and published."""
    luck = np.random.default_rng(40 + wave)
    number = taken.open_survey(questionnaire(), title=f"Wave {wave}")
    truth: list[Told] = []
    with transaction():
        for person, unit in crawled.asked(number):
            truth.append(Told(unit, answers(unit, sum(told.unit == unit for told in truth), wave, luck)))
            casting.cast(number, person, box.new_ballot_id(), questionnaire(), truth[-1].answers)
    taken.release_survey(number)
    found = queries.whole(number, before_publishing=False)
    assert found is not None
    figures, tables = queries.all_figures(found.release_id), queries.all_tables(found.release_id)
    rows = [dict(zip(COLUMNS, map(crawled.plainly, row), strict=True))
            for row in released_rows(found.head, figures, tables)]  # fmt: skip
    return Wave(found, rows, truth)


def both() -> tuple[Wave, Wave]:
    """Two waves; between them a small team took on people enough to stand by itself."""
    attacks.council(SIZES)
    first = published(1)
    with transaction():
        team = db.session.query(Unit).filter_by(code=MOVED).one()
        for n in range(JOINED):
            factories.person(str(8000 + n), "Kim", f"Joined{n}", team)
    return first, published(2)
