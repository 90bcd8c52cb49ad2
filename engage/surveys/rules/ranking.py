"""Options put in order: read from places or from a list, and what is wrong with them.

The answer is a list of option codes, best first. Places that make no order (two first places, a second without a
first) stay as they were chosen, each as `code=place`, so that the page can show them again with what is wrong.
"""

from collections.abc import Callable, Sequence

from engage.surveys.rules.items import place_field
from engage.surveys.rules.questionnaire import MOST_RANKED, SET, Question
from engage.surveys.rules.text import clean

LONGEST_PLACE = 10
GetList = Callable[[str], Sequence[str]]


def read_ranking(question: Question, getlist: GetList, values: Sequence[str]) -> list[str]:
    """The order that a form sends: by places where the page had them, else by the list that it carried along."""
    sent = {option.code: getlist(place_field(question, option)) for option in question.ranked}
    if any(sent.values()):
        return _ordered({code: _place(given) for code, given in sent.items()})
    if values and all(SET in value for value in values):
        return _ordered({code: place for code, _, place in (value.partition(SET) for value in values)})
    return list(values)


def _place(given: Sequence[str]) -> str:
    return clean(" ".join(given), lines=False)[:LONGEST_PLACE]


def _ordered(places: dict[str, str]) -> list[str]:
    chosen = {code: place for code, place in places.items() if place}
    order = {place: code for code, place in chosen.items()}
    wanted = [str(number) for number in range(1, len(chosen) + 1)]
    if set(order) == set(wanted):
        return [order[place] for place in wanted]
    return [f"{code}{SET}{place}" for code, place in chosen.items()]


def ranking_problems(question: Question, value: Sequence[str]) -> dict[str, str]:
    """What is wrong with an order, by field: the question's own, or that of an option's place."""
    codes = [each.partition(SET)[0] for each in value]
    known = {option.code: place_field(question, option) for option in question.ranked}
    if any(code not in known for code in codes):
        return {question.code: "not_an_option"}
    if len(set(codes)) < len(codes):
        return {question.code: "ranked_twice"}
    if not any(SET in each for each in value):
        return {question.code: "too_many"} if len(value) > MOST_RANKED else {}
    return {known[code]: problem for code, problem in _misplaced(question.places(value))}


def _misplaced(places: dict[str, str]) -> list[tuple[str, str]]:
    """One thing to mend an option; a gap is told once, where the order breaks off."""
    allowed = {str(number): number for number in range(1, MOST_RANKED + 1)}
    found, taken = [], set()
    for code, place in places.items():
        if place not in allowed or place in taken:
            found.append((code, "not_a_place" if place not in allowed else "place_taken"))
        taken.add(place)
    if found:
        return found
    broken = next(n for n in range(1, len(places) + 2) if str(n) not in taken)
    after = min((code for code in places if allowed[places[code]] > broken), key=lambda code: allowed[places[code]])
    return [(after, "place_skipped")]
