"""Who is asked when: nobody twice before everybody once, whoever joins or leaves meanwhile."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engage.surveys.rules import check
from engage.surveys.rules.library import added
from engage.surveys.rules.library_shipped import SHIPPED
from engage.surveys.rules.pulse import APART, draw, near, planned, too_soon, turn
from engage.surveys.rules.questionnaire import Questionnaire

SEED = "5e" * 32
START = datetime(2027, 1, 4, 9, tzinfo=UTC)


@given(
    st.sets(st.integers(1, 10_000), min_size=1, max_size=60),
    st.integers(1, 25),
    st.lists(st.tuples(st.sets(st.integers(1, 10_000), max_size=5), st.integers(0, 59)), min_size=1, max_size=12),
)
def test_nobody_is_asked_twice_before_everybody_here_was_asked_once(people, size, comings):
    asked: dict[int, list[int]] = {}
    by_round: dict[int, set[int]] = {}
    round_number = 1
    for joined, leaver in comings:
        people = (people | joined) - {sorted(people)[leaver % len(people)]} or people
        drawn = draw(SEED, round_number, people, by_round.get(round_number, set()), size)
        assert set(drawn.people) <= people
        assert len(drawn.people) == min(size, len(people))
        for person, in_round in drawn.people.items():
            assert person not in by_round.setdefault(in_round, set())
            by_round[in_round].add(person)
            asked.setdefault(person, []).append(in_round)
        if drawn.round > round_number or any(in_round > round_number for in_round in drawn.people.values()):
            assert people <= by_round[round_number]
        round_number = drawn.round
    assert all(len(set(rounds)) == len(rounds) for rounds in asked.values())


def test_the_same_seed_draws_the_same_people_and_another_seed_others():
    people = range(1, 401)
    first = draw(SEED, 1, people, (), 40)
    assert first == draw(SEED, 1, reversed(people), (), 40)
    assert set(first.people) != set(draw("00" * 32, 1, people, (), 40).people)
    assert set(first.people) != set(draw(SEED, 2, people, (), 40).people)


def test_a_whole_round_that_fits_exactly_goes_on_to_the_next():
    drawn = draw(SEED, 1, range(10), (), 10)
    assert (set(drawn.people), drawn.round) == (set(range(10)), 2)
    assert set(drawn.people.values()) == {1}


def test_a_sample_is_spread_evenly_over_rounds():
    counts = dict.fromkeys(range(200), 0)
    asked: dict[int, set[int]] = {}
    now = 1
    for _ in range(23):
        drawn = draw(SEED, now, counts, asked.get(now, set()), 30)
        for person, in_round in drawn.people.items():
            counts[person] += 1
            asked.setdefault(in_round, set()).add(person)
        now = drawn.round
    assert set(counts.values()) == {3, 4}


def test_items_take_turns_until_each_was_asked_and_words_come_every_time():
    doc = Questionnaire()
    for each in SHIPPED[:1] + SHIPPED[11:12]:
        doc = added(doc, each.document, {q.code for q in each.questions}, title=each.name).questionnaire
    waves = [[q.code for q in turn(doc, wave, 2).questions] for wave in range(1, 6)]
    assert waves[:3] == [["E1", "E2", "X1", "X2"], ["E3", "E4", "X1", "X2"], ["E1", "E5", "X1", "X2"]]
    asked = [code for wave in waves for code in wave if code.startswith("E")]
    assert sorted(asked) == sorted(["E1", "E2", "E3", "E4", "E5"] * 2)
    assert all(check(turn(doc, wave, 2)) == [] for wave in range(1, 6))
    assert turn(doc, 1, 2).indices == ()
    assert turn(doc, 1, 50).indices == doc.indices


def test_a_wave_that_opened_late_pushes_the_next_one_away():
    assert planned(START, 4, 1, None) == START
    assert planned(START, 4, 3, START + timedelta(weeks=4)) == START + timedelta(weeks=8)
    late = START + timedelta(weeks=4, days=9)
    assert planned(START, 4, 3, late) == late + APART
    assert too_soon(late + APART - timedelta(seconds=1), late)
    assert not too_soon(late + APART, late)
    assert not too_soon(START, None)


def test_surveys_are_near_while_28_days_have_not_passed_between_them():
    closes = START + timedelta(days=7)
    for other, days in ((closes + timedelta(days=27), True), (closes + APART, False)):
        assert near(START, closes, other, None) is days
        assert near(other, None, START, closes) is days
    assert near(START, None, START + timedelta(days=400), None)
