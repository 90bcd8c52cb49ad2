"""Real surveys through the front door: accounts claimed, answers sent over HTTP, figures compared.

Of the real survey's 1,878 respondents an ordinary run sends 200, chosen by a fixed seed, through the door of SQLite;
the others' answers are cast by the product's own action behind it, and all figures are compared all the same.
`make replay` (ENGAGE_REPLAY=1) sends every one of them over HTTP, on both databases.
"""

import csv
import os
import random
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory import queries_accounts
from engage.directory.actions import codes
from engage.surveys import formats
from engage.surveys.queries import results as queries
from engage.surveys.rules import Answers, Questionnaire
from tests.surveys import front_door, generated, taken

DATA = (
    front_door.shared() / "fevs2018"
    if (front_door.shared() / "fevs2018").is_dir()
    else front_door.shared() / "data" / "fevs2018"
)
pytestmark = pytest.mark.replay
MOST_DRAWN = generated.MOST_DRAWN
WHOLE = bool(os.environ.get("ENGAGE_REPLAY"))
THROUGH_THE_DOOR, SEED = 200, 1878


def whole(part: int, of: int) -> int:
    """A whole percent, halves up."""
    return int((Decimal(100 * part) / Decimal(of)).quantize(Decimal(1), ROUND_HALF_UP))


def import_council(app, tmp_path, units: list[str], whose: list[str]) -> None:
    """Units and people through `flask people import`; person n is employee number n, in whose[n]."""
    file = tmp_path / "people.csv"
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["employee_number", "first_name", "surname", "directorate", "job_title"])
        for number, unit in enumerate(whose, 1):
            writer.writerow([f"{number:05d}", "Alex", f"Respondent {number}", units[int(unit)], "Officer"])
    result = app.test_cli_runner().invoke(args=["people", "import", str(file)])
    assert result.exit_code == 0, result.output


def slips() -> dict[str, front_door.Claimant]:
    """A printed slip for everybody, by employee number."""
    with transaction():
        people = queries_accounts.slips_for(clock.today())
        issued = codes.issue(people, clock.now())
    return {
        slip.to.employee_number: front_door.Claimant(slip.to.employee_number, slip.to.name.split(" ", 1)[1], slip.code)
        for slip in issued
    }


def sections(questionnaire: Questionnaire) -> list[list[str]]:
    return [
        [section.code, *(field for q in section.questions for field in q.fields)] for section in questionnaire.sections
    ]


def answer_all(
    app, survey_id: int, questionnaire: Questionnaire, answers: list[Answers], only: list[int] | None = None
) -> None:
    """Everybody, or only those of these numbers, claims an account and answers, over HTTP."""
    handed_out = slips()
    numbers = only if only is not None else range(1, len(answers) + 1)
    people = [(handed_out[f"{number:05d}"], answers[number - 1]) for number in numbers]
    with front_door.served(app) as port:
        front_door.everybody(port, survey_id, sections(questionnaire), people)
    db.session.remove()


def answer_by_lot(app, survey_id: int, questionnaire: Questionnaire, answers: list[Answers], how_many: int) -> None:
    """So many, drawn by a fixed seed, answer over HTTP; for everybody else the same answer is cast behind the door."""
    drawn = sorted(random.Random(SEED).sample(range(1, len(answers) + 1), how_many))
    if drawn:
        answer_all(app, survey_id, questionnaire, answers, drawn)
    rest = sorted(set(range(1, len(answers) + 1)) - set(drawn), reverse=True)  # the order of cast_all
    cast = taken.cast_all(survey_id, questionnaire, [answers[number - 1] for number in rest])
    assert cast + len(drawn) == len(answers)


def published(survey_id: int):
    """Head and figures by block, of a survey closed, opened and released."""
    taken.release_survey(survey_id)
    found = queries.whole(survey_id, before_publishing=False)
    return found.head, {each.code: each for each in queries.all_figures(found.release_id)}


@pytest.fixture
def real():
    if not DATA.is_dir():
        pytest.skip(f"no real survey: {DATA.name} is not there (ENGAGE_SHARED says where shared data lies)")
    with (DATA / "responses.csv").open() as file:
        rows = list(csv.DictReader(file))
    expected = front_door.load(DATA / "expected.json")
    imported = formats.read("questionnaire.csv", (DATA / "questionnaire.csv").read_bytes())
    return rows, expected, imported.questionnaire


def compare_whole(head, figures, expected) -> None:
    """The spread of every question overall."""
    root = figures[head.blocks[0].code]
    for figure in root.items:
        counts = expected["overall"][figure.item]
        total = sum(counts.values())
        assert figure.answered == total
        assert {s.code: s.percent for s in figure.spread} == {c: whole(n, total) for c, n in counts.items()}


def compare_units(head, figures, expected) -> int:
    """Percent positive of every unit, alone or as merged; answers how many stood alone."""
    names = {block.code: block.name for block in head.blocks}
    alone = 0
    for block in head.children(head.blocks[0].code):
        for figure in figures[block.code].items:
            together = {block.code, *figure.with_blocks}
            if figure.answered is None:
                continue
            counts = np.sum([expected["counts_by_unit"][names[code]][figure.item] for code in together], axis=0)
            n, positive = int(counts.sum()), int(counts[:2].sum())
            assert figure.positive == whole(positive, n), (block.name, figure.item)
            assert min(positive, n - positive) >= 2, "all, or all but one"
            if together == {block.code}:
                alone += 1
                exact = expected["percent_positive_by_unit"][block.name][figure.item]
                assert figure.positive == whole(round(exact * n / 100), n)
    return alone


def must_stand_alone(expected) -> int:
    """Questions on which every centre is far enough from unanimous for any number the guard may draw."""
    units = expected["counts_by_unit"]
    questions = next(iter(units.values()))
    return sum(all(min(sum(c[q][:2]), sum(c[q][2:])) >= MOST_DRAWN for c in units.values()) for q in questions)


def test_a_real_survey_comes_out_as_another_tool_counted_it(app, tmp_path, real):
    rows, expected, questionnaire = real
    units = list(expected["by_unit"])
    import_council(app, tmp_path, units, [str(units.index(row["unit"])) for row in rows])
    survey = taken.open_survey(questionnaire, minimum=10, title="A real survey")
    answers = [{q: v for q, v in row.items() if q[0] == "Q"} for row in rows]
    if WHOLE:
        answer_all(app, survey, questionnaire, answers)
    else:
        # 1,878 people hash 1,878 passwords.
        through = THROUGH_THE_DOOR if db.engine.dialect.name == "sqlite" else 0
        answer_by_lot(app, survey, questionnaire, answers, through)
    head, figures = published(survey)
    assert head.invited == expected["respondents"]
    # Everybody took part, and the page says no more than the response rate does.
    assert head.audit.ballots == f"over {expected['respondents'] * 95 // 100:,}"
    assert head.audit.ballots_minus_flags == 0
    assert {block.name for block in head.blocks[1:]} == set(units)
    compare_whole(head, figures, expected)
    alone = compare_units(head, figures, expected)
    assert alone >= must_stand_alone(expected) * len(units) > 0


def test_with_a_minimum_of_thirty_the_small_centre_is_nowhere_to_be_found(app, tmp_path, real):
    rows, expected, questionnaire = real
    units = list(expected["by_unit"])
    small, next_up = sorted(units, key=lambda unit: expected["by_unit"][unit])[:2]
    import_council(app, tmp_path, units, [str(units.index(row["unit"])) for row in rows])
    survey = taken.open_survey(questionnaire, minimum=30, title="A real survey")
    by_number = sorted(range(1, len(rows) + 1), key=lambda n: f"{n:05d}", reverse=True)
    answers = [{q: v for q, v in rows[n - 1].items() if q[0] == "Q"} for n in by_number]
    taken.cast_all(survey, questionnaire, answers)
    head, figures = published(survey)
    assert not {small, next_up} & {block.name for block in head.blocks}
    (together,) = [block for block in head.blocks if small in block.members]
    assert next_up in together.members
    both = expected["by_unit"][small] + expected["by_unit"][next_up]
    assert both >= 30
    for figure in figures[together.code].items:
        others = [head.block(code).name for code in figure.with_blocks if code != together.code]
        sizes = [np.array(expected["counts_by_unit"][name][figure.item]) for name in (small, next_up, *others)]
        n, positive = int(np.sum(sizes)), int(np.sum([each[:2] for each in sizes]))
        assert figure.answered is None or figure.positive == whole(positive, n)


def test_every_kind_of_question_is_counted_as_pandas_counts_it(app, tmp_path):
    frame = generated.answers()
    questionnaire = generated.questionnaire()
    units = list(generated.UNITS)
    import_council(app, tmp_path, units, [str(units.index(unit)) for unit in frame["unit"]])
    survey = taken.open_survey(questionnaire, minimum=10, title="Generated")
    answer_all(app, survey, questionnaire, generated.sent(frame))
    head, figures = published(survey)
    root = head.blocks[0].code
    assert generated.compared(figures[root], frame) == len(generated.CODES) + 2
    assert all(figure.answered is not None and figure.spread for figure in figures[root].items)
    assert figures[root].indices[0].value is not None
    alone = 0
    for block in head.children(root):
        alone += generated.compared(figures[block.code], frame[frame["unit"] == block.name])
    assert alone >= generated.must_stand_alone(frame) * len(units) >= 15
