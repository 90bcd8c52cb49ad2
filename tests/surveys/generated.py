"""A generated survey with every kind of question that figures are made of, and the same figures made by pandas."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd

from engage.surveys.rules import (
    Answers,
    Comparison,
    Condition,
    Group,
    Kind,
    Match,
    Operator,
    Option,
    Question,
    Questionnaire,
    Row,
    Section,
)
from engage.surveys.rules.published import BlockFigures, GroupFigure, ItemFigure
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE, PREFER_NOT_TO_SAY, YES_NO

UNITS = {"North": 65, "South": 48, "East": 37}
SCALES = ("Q1", "Q2", "Q3", "R1", "G1_pay", "G1_noise", "C1")
WAYS = ("bus", "car", "foot")
CODES = (*SCALES, "N1", "M1", "S1", "K1")
REVERSED = {"R1", "G1_noise"}
THEME, INDEX = ("Q1", "R1", "G1_pay"), ("Q1", "Q2", "R1")
ASIDES = {"", "na", "pnts"}
# The guard draws from 2 to this many; the minimum group of the survey.
MOST_DRAWN, MINIMUM = 4, 10


def questionnaire() -> Questionnaire:
    """Scales (one reversed), a grid with a reversed line, 0 to 10, choices, a condition; a theme and an index."""
    scale = (*AGREEMENT, NOT_APPLICABLE)
    only = Condition(Match.ALL, (Comparison("S1", Operator.EQUALS, ("Y",)),))
    ways = (*(Option(code, code.title()) for code in WAYS), PREFER_NOT_TO_SAY)
    rows = (Row("pay", "Pay"), Row("noise", "Noise", True))
    first = (
        *(Question(code, code, Kind.SCALE, code, options=scale) for code in ("Q1", "Q2", "Q3")),
        Question("R1", "R1", Kind.SCALE, "R1", options=scale, reversed=True),
        Question("G1", "G1", Kind.GRID, "G1", options=scale, rows=rows),
    )
    second = (
        Question("N1", "N1", Kind.NPS, "N1"),
        Question("M1", "M1", Kind.MULTIPLE, "M1", options=ways),
        Question("K1", "K1", Kind.RANKING, "K1", options=ways[:-1]),
        Question("S1", "S1", Kind.SINGLE, "S1", options=YES_NO, required=True),
    )
    third = (Question("C1", "C1", Kind.SCALE, "C1", options=AGREEMENT, condition=only),)
    sections = (
        Section("a", "First", questions=first),
        Section("b", "Second", questions=second),
        Section("c", "Third", questions=third),
    )
    return Questionnaire(sections, (Group("t", "Theme", THEME),), (Group("x", "Index", INDEX),))


def answers() -> pd.DataFrame:
    """Of everybody in the units: 20 % blanks, some "not applicable"; ticks and orders with bars between."""
    luck, n = np.random.default_rng(11), sum(UNITS.values())
    given = luck.choice([*"54321", "na", ""], (n, len(SCALES)), p=[0.2, 0.2, 0.15, 0.12, 0.08, 0.05, 0.2])
    frame = pd.DataFrame(given, columns=list(SCALES))
    frame["C1"] = frame["C1"].replace("na", "")
    frame["N1"] = luck.choice([str(x) for x in range(11)] + [""], n, p=[0.04] * 5 + [0.1] * 6 + [0.2])
    ticks = [[way for way in WAYS if luck.random() < 0.45] for _ in range(n)]
    frame["M1"] = ["pnts" if luck.random() < 0.05 else "|".join(each) for each in ticks]
    orders = [luck.permutation(WAYS)[: luck.choice([0, 1, 3], p=[0.2, 0.3, 0.5])] for _ in range(n)]
    frame["K1"] = ["|".join(each) for each in orders]
    frame["S1"] = luck.choice(["Y", "N"], n, p=[0.7, 0.3])
    frame["unit"] = luck.permutation(np.repeat(list(UNITS), list(UNITS.values())))
    return frame


def sent(frame: pd.DataFrame) -> list[Answers]:
    """What each person's forms send: also an answer to the question that only some are asked."""
    people = frame.drop(columns="unit").to_dict("records")
    return [{c: v.split("|") if c in {"M1", "K1"} else v for c, v in each.items() if v} for each in people]


def given(frame: pd.DataFrame, code: str) -> "pd.Series[str]":
    """The answers that count."""
    asked = frame[frame["S1"] == "Y"] if code == "C1" else frame
    return asked[code][~asked[code].isin(ASIDES)]


def half_up(value: float, places: str = "1") -> float:
    """Rounded, halves up, once the noise of binary fractions is off."""
    return float(Decimal(str(round(value, 9))).quantize(Decimal(places), ROUND_HALF_UP))


def points(frame: pd.DataFrame, code: str) -> "pd.Series[float]":
    """Answers as numbers, reversed ones turned."""
    values = given(frame, code).astype(int)
    return 6 - values if code in REVERSED else values


def positive(frame: pd.DataFrame, code: str) -> "pd.Series[bool]":
    """Whether each answer speaks for."""
    return points(frame, code) >= (9 if code == "N1" else 4)


def must_stand_alone(frame: pd.DataFrame) -> int:
    """Questions with directions that every unit may show, whatever number the guard draws."""

    def passes(part: pd.DataFrame, code: str) -> bool:
        found = positive(part, code)
        return len(found) >= MINIMUM and min(found.sum(), (~found).sum()) >= MOST_DRAWN

    parts = [part for _, part in frame.groupby("unit")]
    return sum(all(passes(part, code) for part in parts) for code in (*SCALES, "N1"))


def compared(figures: BlockFigures, frame: pd.DataFrame) -> int:
    """Compares every figure that stands alone in a block with pandas' own; how many these are."""
    done = 0
    for figure in figures.items:
        if figure.answered is not None and not figure.with_blocks:
            choice(figure, frame) if figure.item in {"M1", "S1", "K1"} else directed(figure, frame)
            done += 1
    (theme,), (index,) = figures.themes, figures.indices
    for group, compare in ((theme, as_theme), (index, as_index)):
        if group.value is not None and not group.with_blocks:
            compare(group, frame)
            done += 1
    return done


def rounded(number: int, whole: bool) -> int:
    """A number of answers as told."""
    return number if whole and number >= 100 else int(half_up(number / 5)) * 5


def choice(figure: ItemFigure, frame: pd.DataFrame) -> None:
    """Each option's share of those who answered; ticks may overlap, and of an order the first place counts."""
    values = given(frame, figure.item)
    values = values.str.split("|").str[0] if figure.item == "K1" else values
    ticked = values.str.get_dummies("|").mean() * 100
    assert {s.code: s.percent for s in figure.spread} == {code: half_up(share) for code, share in ticked.items()}
    assert figure.answered == rounded(len(values), frame["unit"].nunique() > 1)
    assert (figure.positive, figure.mean, figure.low) == (None, None, None)


def directed(figure: ItemFigure, frame: pd.DataFrame) -> None:
    """Positive share; where there is detail, the spread, the mean, and a net promoter score."""
    code, values = figure.item, given(frame, figure.item)
    assert figure.positive == half_up(100 * positive(frame, code).mean()), code
    assert figure.answered == rounded(len(values), frame["unit"].nunique() > 1)
    if not figure.spread:
        assert (figure.mean, figure.enps, figure.low) == (None, None, None)
        return
    assert len(values) >= 30
    counts = values.value_counts()
    assert {s.code: s.percent for s in figure.spread} == {
        s.code: half_up(100 * counts.get(s.code, 0) / len(values)) for s in figure.spread
    }
    assert figure.mean == half_up(points(frame, code).mean(), "0.1")
    if code == "N1":
        numbers = values.astype(int)
        assert figure.enps == half_up(100 * ((numbers >= 9).mean() - (numbers <= 6).mean()))


def as_theme(figure: GroupFigure, frame: pd.DataFrame) -> None:
    """Positive answers over answers, pooled."""
    assert figure.value == half_up(100 * pd.concat([positive(frame, code) for code in THEME]).mean())
    assert figure.answered == sum(rounded(len(given(frame, code)), False) for code in THEME)


def as_index(figure: GroupFigure, frame: pd.DataFrame) -> None:
    """The mean of whole respondents' means, or, marked, of the items' means."""
    scores = pd.DataFrame({code: (points(frame, code) - 1) * 25 for code in INDEX})
    whole = scores.dropna().mean(axis=1)
    assert figure.value == half_up(scores.mean().mean() if figure.partial else whole.mean())
    assert figure.answered == rounded(int(scores.count().min()) if figure.partial else len(whole), False)
