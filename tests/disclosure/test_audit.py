import json

import numpy as np

from engage.disclosure import Composite, Figure, Kind, release_tree
from tests.disclosure.attacks import COUNCIL, figure, people
from tests.disclosure.test_tree import rng


def summary(carried, figures):
    composite = Composite("T", [each.code for each in figures], Kind.THEME)
    return release_tree(COUNCIL, carried, figures, 10, rng(), [composite]).audit.summary()


def council(times=1):
    sizes = {"adults": 40 * times, "children": 30 * times, "place": 30 * times, "council": 4}
    carried = people(**sizes)
    half = {code: n // 2 for code, n in sizes.items()}
    agreed = {**half, "place": sizes["place"]}
    return carried, [figure("Q1", carried, half), figure("Q2", carried, agreed)]


def test_the_audit_says_what_was_merged_and_what_was_proven():
    told = summary(*council())
    assert (told["k"], told["respondents"], told["blocks"], told["units_alone"]) == (10, 104, 4, 3)
    first, second, theme = told["figures"]
    assert (first["rank"], first["sets"], first["merges"]) == (3, 10, ())
    assert second["merges"] == theme["merges"] != ()
    assert second["merges"][0]["reason"] == "too_few_or_too_alike"
    assert told["merges"][0]["into"] == "children~with"


def test_the_audit_is_written_as_json():
    told = summary(*council())
    assert json.loads(json.dumps(told))["figures"][0]["code"] == "Q1"


def test_the_audit_does_not_show_who_is_where():
    carried, figures = council()
    order = np.random.default_rng(5).permutation(len(carried))
    moved = [Figure(f.code, f.answered[order], tuple(share[order] for share in f.guarded)) for f in figures]
    assert summary([carried[i] for i in order], moved) == summary(carried, figures)


def test_the_audit_does_not_grow_with_the_respondents():
    small, large = (json.dumps(summary(*council(times))) for times in (2, 20))
    assert abs(len(large) - len(small)) < 30
