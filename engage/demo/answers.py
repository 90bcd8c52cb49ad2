"""Generated answers: each respondent, unit and item pulls a little, so that results look like results."""

import random
from dataclasses import dataclass

from engage.demo.questionnaire import FIRST, PLACES, YEARS
from engage.surveys.rules import OTHER, Answers, Item, Kind, Questionnaire, items, prune

BLANK = 0.02
# Items that colleagues are kinder or harsher about than the rest.
PULLS = {
    "W1": 1.1, "W2": 0.8, "W3": 0.1, "W4": -0.3, "W5": -0.8, "W6": 0.4, "M1": 0.6, "M2": 0.2, "M3": 0.3, "M4": 0.5,
    "T1": 1.0, "T2": 0.3, "T3": 0.1, "C1": 0.7, "C2": -0.6, "C3": -0.7, "C4": -0.9, "C5": -1.0, "C6": 0.0, "C7": 0.2,
    "E1": 0.6, "E2": 0.3, "E3": 0.5, "E4": 0.0, "E5": 0.5, "G1_V1": 0.6, "G1_V2": 0.2, "G1_V3": -0.3, "G1_V4": 0.0,
}  # fmt: skip
WELL = (
    "My team. We look after each other on hard days.",
    "Being trusted to get on with the job.",
    "The new rota gives me a weekend I can plan.",
    "Residents who say thank you. It happens more than you would think.",
    "Flexible hours, they made all the difference this year.",
    "Learning from colleagues in other services.",
)
BETTER = (
    "Fewer systems to type the same thing into.",
    "Tell us why before the decision, not after.",
    "Vans that start in winter.",
    "Time to finish one change before the next begins.",
    "Somebody should reply when we report a fault.",
    "More cover when people are off sick.",
)
# What some add, so that there is something to mask and to decide about.
ASIDES = (
    "Mr Farrant in the post room knows what I mean.",
    "Ring 01632 960112 and nobody answers.",
    "I wrote to fault.desk@anytown.example and heard nothing.",
    "It would help if Dr Osei came to the depot once.",
    "I am the only one who does this on nights.",
)


@dataclass(frozen=True)
class Mood:
    """How a wave and its units lean: higher is kinder; about -1 to 1."""

    wave: float
    units: dict[str, float]


def mood(luck: random.Random, units: list[str], wave: float) -> Mood:
    """Each unit's own lean around the wave's."""
    return Mood(wave, {unit: luck.gauss(0, 0.35) for unit in units})


def respond(luck: random.Random, questionnaire: Questionnaire, unit: str, lean: Mood) -> Answers:
    """One respondent's whole answers."""
    person = luck.gauss(0.35 + lean.wave + lean.units.get(unit, 0.0), 0.7)
    answers: Answers = {}
    for item in items(questionnaire):
        if luck.random() >= BLANK:
            answers.update(_answer(luck, item, person + _pull(item.code)))
    for question, words, chance in (("X1", WELL, 0.35), ("X2", BETTER, 0.4)):
        if luck.random() < chance:
            answers[question] = _with_more(person, luck.choice(words))
    return prune(questionnaire, answers)


def about(luck: random.Random) -> Answers:
    """What one respondent tells of themselves, a tenth of it left out, and what they put first, second and so on."""
    order = [option.code for option in FIRST]
    luck.shuffle(order)
    told: Answers = {
        "Y1": luck.choices([option.code for option in YEARS], (3, 4, 5, 2))[0],
        "Y2": luck.choices([option.code for option in PLACES], (5, 4, 2))[0],
        "R1": order,
    }
    return {code: given for code, given in told.items() if luck.random() >= 0.1}


def _with_more(person: float, words: str) -> str:
    """By chance of its own, so that everything else stays as it is."""
    own = random.Random(person)
    return f"{words} {own.choice(ASIDES)}" if own.random() < 0.12 else words


def _pull(code: str) -> float:
    return PULLS.get(code, 0.1)


def _answer(luck: random.Random, item: Item, lean: float) -> Answers:
    options = [option.code for option in item.options if option.aside is None and option.code != OTHER]
    if item.kind is Kind.MULTIPLE:
        picked = [code for code in options[:-1] if luck.random() < 0.28]
        return {item.code: picked or [options[-1]]}
    if item.kind is Kind.SINGLE:
        return {item.code: options[0] if luck.random() < 0.68 else options[1]}
    if item.kind is Kind.NPS:
        return {item.code: str(min(10, max(0, round(luck.gauss(6.6 + 1.5 * lean, 1.9)))))}
    if luck.random() < 0.02 and len(options) < len(item.options):
        return {item.code: item.options[-1].code}
    place = min(len(options) - 1, max(0, round(luck.gauss((len(options) - 1) / 2 - 0.8 * lean, 0.95))))
    return {item.code: options[place]}
