"""The rules of a feedback report: which groups show, how figures are coded, and what nobody can work out."""

from itertools import combinations_with_replacement as multisets
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.values.rules import feedback_report as rules
from engage.values.rules.feedback_report import UNSEEN, Answer, Relation, halves, planned, report
from tests.values import feedback_attacks as attacks

SELF, MANAGER, REPORT, PEER, OTHER = Relation
COUNTS = st.dictionaries(st.sampled_from(rules.GROUPED), st.integers(0, 9))


def said(relation: Relation, *ratings: str) -> list[Answer]:
    return [Answer(relation, {"b": each}) for each in ratings]


@pytest.mark.parametrize(
    ("asked", "blocks"),
    [
        ({PEER: 3, REPORT: 3, OTHER: 3}, ((REPORT,), (PEER,), (OTHER,))),
        ({PEER: 5}, ((PEER,),)),
        ({PEER: 5, OTHER: 1}, ((PEER, OTHER),)),
        ({PEER: 2, OTHER: 1}, ((PEER, OTHER),)),
        ({PEER: 2, REPORT: 2, OTHER: 4}, ((REPORT, PEER), (OTHER,))),
        ({REPORT: 2, PEER: 4, OTHER: 4}, ((REPORT, PEER), (OTHER,))),
        ({REPORT: 4, PEER: 4, OTHER: 2}, ((REPORT,), (PEER, OTHER))),
        ({REPORT: 4, OTHER: 2}, ((REPORT, OTHER),)),
        ({PEER: 2}, ()),
        ({}, ()),
        ({MANAGER: 4, SELF: 1}, ()),
    ],
)
def test_groups_under_three_are_put_together_before_anybody_writes(asked, blocks) -> None:  # type: ignore[no-untyped-def]
    assert planned(asked) == blocks


@given(COUNTS, COUNTS)
def test_every_block_that_shows_has_three_answers_and_no_two_blocks_share_anybody(asked, missing) -> None:  # type: ignore[no-untyped-def]
    answers = [a for group, n in asked.items() for a in said(group, *["4"] * max(n - missing.get(group, 0), 0))]
    found = report(["b"], answers, asked)
    for blocks in (found.blocks, tuple(figure.block for figure in found.lines[0].figures)):
        everybody = [relation for block in blocks for relation in block]
        assert len(everybody) == len(set(everybody))
        for block in blocks:
            assert sum(answer.relation in block for answer in answers) >= 3


@pytest.mark.parametrize(
    ("ratings", "steps"),
    [
        ((1, 1, 1), 4), ((2, 2, 2), 4), ((4, 1, 1), 4), ((2, 2, 3), 5), ((3, 3, 3), 6), ((3, 3, 4), 7),
        ((2, 2, 2, 3), 5), ((4, 4, 4), 8), ((4, 4, 5), 9), ((5, 5, 5), 9),
    ],
)  # fmt: skip
def test_a_mean_is_told_to_the_half_and_its_ends_are_coded(ratings: tuple[int, ...], steps: int) -> None:
    assert halves(ratings) == steps


@pytest.mark.parametrize("people", range(3, 11))
def test_behind_every_figure_each_colleague_may_have_given_three_different_ratings(people: int) -> None:
    possible: dict[int, set[int]] = {}
    for ratings in multisets(range(1, 6), people):
        possible.setdefault(halves(ratings), set()).update(ratings)
    assert set(possible) == set(range(4, 10))
    assert all(len(ratings) >= 3 for ratings in possible.values())


# The attacks: everything that was asked and answered is known, and still nobody's answer is certain.


@pytest.mark.parametrize("people", range(3, 9))
def test_of_one_group_nobodys_answer_is_certain(people: int) -> None:
    assert attacks.pinned({PEER: people}) == []
    assert attacks.proves_all_low({PEER: people}) == []


@pytest.mark.parametrize(
    "groups", [{PEER: 3, REPORT: 3}, {PEER: 4, OTHER: 3}, {PEER: 3, REPORT: 4}, {PEER: 4, OTHER: 4}]
)
def test_of_two_groups_nobodys_answer_is_certain_whatever_was_merged(groups: dict[Relation, int]) -> None:
    assert attacks.pinned(groups) == []


@pytest.mark.parametrize("groups", [{PEER: 5, OTHER: 1}, {PEER: 2, REPORT: 2}, {PEER: 4, REPORT: 2}])
def test_a_colleague_who_is_alone_in_a_small_group_is_not_found_in_it(groups: dict[Relation, int]) -> None:
    assert attacks.pinned(groups) == []


def test_whether_somebody_alone_in_their_group_has_seen_it_is_not_told() -> None:
    asked = {PEER: 4, OTHER: 1}
    peers = said(PEER, "3", "3", "4", "4")
    seen, unseen = (report(["b"], peers + said(OTHER, each), asked) for each in ("3", UNSEEN))
    nobody = report(["b"], peers, asked)
    assert seen == unseen == nobody


def test_a_colluding_reviewer_is_not_kept_out_and_the_promise_says_so() -> None:
    """Of three, one who knows the figure and their own 4 knows the others gave 1: no rule at three can stop that."""
    fitting = [m for m in multisets(range(1, 6), 3) if halves(m) == rules.LOW_END and 4 in m]
    assert fitting == [(1, 1, 4)]


def _uncoded(ratings: list[int]) -> int:
    return (4 * sum(ratings) + len(ratings)) // (2 * len(ratings))


def test_without_coded_ends_a_unanimous_rating_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "halves", _uncoded)
    sure = attacks.pinned({PEER: 3})
    assert {world[PEER] for world, _ in sure} == {("1",) * 3, ("5",) * 3}


def test_with_only_the_low_end_coded_praise_would_be_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "halves", lambda ratings: max(_uncoded(ratings), rules.LOW_END))
    assert [world[PEER] for world, _ in attacks.pinned({PEER: 3})] == [("5",) * 3]


def test_without_the_threshold_two_colleagues_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = {PEER: 2, REPORT: 4}
    assert attacks.pinned(groups) == []
    monkeypatch.setattr(rules, "settle", lambda blocks, count, minimum: tuple(b for b in blocks if count(b)))
    assert attacks.pinned(groups)


def test_a_minimum_under_three_is_refused() -> None:
    with pytest.raises(ValueError, match="never shows"):
        report(["b"], [], {}, minimum=2)


def test_a_merging_that_depended_on_who_rated_would_tell_who_had_not_seen_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were groups planned by who rated instead of by who was asked, one alone in a group would be told."""
    asked = {PEER: 4, OTHER: 1}

    def by_rating(answers, _asked, minimum, _outside=False):  # type: ignore[no-untyped-def]
        groups = {(a.relation,) for a in answers if a.relation in rules.GROUPED and UNSEEN not in a.ratings.values()}
        return rules.settle(groups, lambda block: sum(a.relation in block for a in answers), minimum)

    monkeypatch.setattr(rules, "answered", by_rating)
    assert (asked, OTHER) in [(asked, relation) for _world, relation in attacks.pinned(asked)]


# Strengths, gaps, attribution.


def test_strengths_and_gaps_come_from_what_is_shown_and_nothing_else() -> None:
    keys = ["listens", "decides", "plans"]
    peers = [
        Answer(PEER, {"listens": a, "decides": b, "plans": c}) for a, b, c in (("5", "2", "3"), ("5", "1", "3"))
    ] + [Answer(PEER, {"listens": "4", "decides": "2", "plans": UNSEEN})]
    own = [Answer(SELF, {"listens": "3", "decides": "4", "plans": "5"})]
    found = report(keys, peers + own, {PEER: 3})
    assert [[figure.halves for figure in line.figures] for line in found.lines] == [[9], [4], []]
    assert found.strengths == ("listens",)
    assert [(gap.key, gap.higher) for gap in found.gaps] == [("listens", False), ("decides", True)]


def test_manager_and_self_are_told_as_theirs() -> None:
    found = report(["b"], said(SELF, "2") + said(MANAGER, "5") + said(PEER, "3", "3"), {PEER: 2, MANAGER: 1})
    assert found.blocks == ()
    assert (found.lines[0].own, found.lines[0].manager, found.lines[0].figures) == ("2", ("5",), ())


@st.composite
def rounds(draw):  # type: ignore[no-untyped-def]
    """A small round: three to eight reviewers a group, three behaviours, some of them not seen."""
    keys = ["a", "b", "c"]
    asked = {group: draw(st.integers(3, 8)) for group in draw(st.sets(st.sampled_from(rules.GROUPED), min_size=1))}
    rating = st.sampled_from(attacks.SYMBOLS)
    answers = [
        Answer(group, {key: draw(rating) for key in keys})
        for group in sorted(asked)
        for _ in range(draw(st.integers(0, asked[group])))
    ]
    own = [Answer(SELF, {key: draw(rating) for key in keys})]
    return keys, own + answers, asked


@settings(max_examples=60)
@given(rounds(), st.data())
def test_of_whole_reports_too_nobodys_rating_is_certain(made, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    """For one reviewer and behaviour: another set of answers, with another rating of theirs, gives the same report."""
    keys, answers, asked = made
    others = [n for n, answer in enumerate(answers) if answer.relation is not SELF]
    if not others:
        return
    who, key = data.draw(st.sampled_from(others)), data.draw(st.sampled_from(keys))
    before = report(keys, answers, asked)
    assert any(report(keys, world, asked) == before for world in _otherwise(answers, who, key))


def _otherwise(answers: list[Answer], who: int, key: str):  # type: ignore[no-untyped-def]
    """The same round with another answer of one reviewer to one behaviour, and of at most two colleagues."""
    alike: dict[tuple[str, str], list[int]] = {}
    for n, answer in enumerate(answers):
        if n != who and answer.relation is not SELF:
            alike.setdefault((answer.relation, answer.ratings[key]), []).append(n)
    some = [n for same in alike.values() for n in same[:2]]
    for own in attacks.SYMBOLS:
        if own != answers[who].ratings[key]:
            yield _with(answers, key, {who: own})
            for one, two in multisets(some, 2):
                for first, second in product(attacks.SYMBOLS, repeat=2):
                    yield _with(answers, key, {who: own, one: first, two: second})


def _with(answers: list[Answer], key: str, changed: dict[int, str]) -> list[Answer]:
    return [
        Answer(answer.relation, answer.ratings | {key: changed[n]} if n in changed else answer.ratings)
        for n, answer in enumerate(answers)
    ]


def test_people_from_outside_make_no_group_large_enough_but_their_ratings_count_in_one_that_is() -> None:
    asked = {Relation.PEER: 3, Relation.OTHER: 1}
    peers = [Answer(Relation.PEER, {"a": "3"}) for _ in range(3)]
    puppets = [Answer(Relation.OTHER, {"a": each}, outside=True) for each in ("5", "1")]
    victim = Answer(Relation.OTHER, {"a": "4"})
    made = report(["a"], [*peers, *puppets, victim], asked, 3, outside=True)
    assert all(block != (Relation.OTHER,) for block in made.blocks), "one colleague among puppets of the reader's own"
    assert not report(["a"], [*puppets, victim], {Relation.OTHER: 1}, 3, outside=True).blocks
    whole = [Answer(Relation.OTHER, {"a": "5"}) for _ in range(3)]
    lifted = report(["a"], [*whole, *(Answer(Relation.OTHER, {"a": "1"}, outside=True) for _ in range(3))],
                    {Relation.OTHER: 3}, 3, outside=True)  # fmt: skip
    assert [figure.halves for figure in lifted.lines[0].figures] == [6]
