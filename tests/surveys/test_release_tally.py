"""Ballots read as columns: what a hostile one may do, what a ranking counts as, and what splits the figures."""

import numpy as np
import pytest

from engage.surveys.opened import Opened
from engage.surveys.release import tally
from engage.surveys.release.tally import NOTHING, tallies
from engage.surveys.rules import Aside, Kind, Option, Question, Questionnaire, Section
from engage.surveys.rules.packing import PACKED, layout, pack
from engage.surveys.rules.scales import AGREEMENT

AGES = (*(Option(code, code) for code in ("young", "old")), Option("no", "Rather not", aside=Aside.PREFER_NOT_TO_SAY))


def questionnaire() -> Questionnaire:
    questions = (
        Question("A", "a", Kind.SCALE, "A", options=AGREEMENT),
        Question("M", "m", Kind.MULTIPLE, "M", options=tuple(Option(f"m{n}", f"M {n}") for n in range(9))),
        Question("AGE", "age", Kind.SINGLE, "How old?", options=AGES, characteristic=True, ordered=True),
    )
    return Questionnaire((Section("s", "S", questions=questions),))


@pytest.mark.parametrize("bad", [5, None, "", "5", "-" * 400, "é---", ["A"], "\x7f~~~"])
def test_a_ballot_that_nobody_here_wrote_counts_as_blank_and_holds_nothing_up(bad):
    good = {"A": "5", "M": ["m0", "m8"], "AGE": "old"}
    found = tallies(questionnaire(), [Opened("u", good), Opened("u", {PACKED: bad}), Opened("u", good)], 1)
    assert [each.answered.tolist() for each in found.tallies] == [[True, False, True]] * 2
    assert found.characteristics[0].values.tolist() == [1, NOTHING, 1]


def test_letters_and_names_are_read_alike(monkeypatch):
    monkeypatch.setattr(tally, "BATCH", 7)
    luck = np.random.default_rng(5)
    rows = [
        {"A": str(luck.integers(1, 6)), "M": [f"m{n}" for n in range(9) if luck.random() < 0.4],
         "AGE": str(luck.choice(["young", "old", "no"]))}
        for _ in range(60)
    ]  # fmt: skip
    places = layout(questionnaire())
    named = tallies(questionnaire(), [Opened("u", row) for row in rows], 5)
    packed = tallies(questionnaire(), [Opened("u", pack(places, row)) for row in rows], 5)
    one, several = packed.tallies
    assert one.places.tolist() == [place(row["A"], one) for row in rows]
    assert several.ticked is not None
    assert [[f"m{n}" for n in np.flatnonzero(row)] for row in several.ticked] == [row["M"] for row in rows]
    assert named.tallies[0].places.tolist() == one.places.tolist()
    assert named.characteristics[0].values.tolist() == packed.characteristics[0].values.tolist()


def place(code: str, found: tally.Tally) -> int:
    return [option.code for option in found.options].index(code)


def test_a_characteristic_splits_figures_and_is_none_itself():
    rows = [Opened("u", {"A": "5", "AGE": age}) for age in ("young", "old", "no")] + [Opened("u", {"A": "1"})]
    found = tallies(questionnaire(), rows, 1)
    assert [each.item.code for each in found.tallies] == ["A", "M"]
    (age,) = found.characteristics
    assert (age.code, age.categories, age.ordered) == ("AGE", ("young", "old"), True)
    # Rather not to say is as good as nothing told.
    assert age.values.tolist() == [0, 1, NOTHING, NOTHING]
    assert [each.code for each in tally.counted(questionnaire()) if each.question == "AGE"] == []
