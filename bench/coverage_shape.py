"""An organisation in the shape of a large published one: 10,600 people in 168 units, 85 of them under ten."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

UNITS, SMALL, STAFF, SEATS = 168, 85, 10_600, 180
DIRECTORATES, SERVICES = 7, 30


@dataclass(frozen=True)
class Shape:
    """Each unit with the one above (unit 1 is the top), and the people of the unit itself."""

    parents: Mapping[int, int | None]
    headcount: Mapping[int, int]


def shape(seed: int = 2027) -> Shape:
    """Always the same for a seed: the chief executive alone, small offices, and operations with up to a thousand."""
    luck = random.Random(seed)
    parents: dict[int, int | None] = {1: None}
    parents |= dict.fromkeys(range(2, 2 + DIRECTORATES), 1)
    first_team = 2 + DIRECTORATES + SERVICES
    parents |= {n: 2 + n % DIRECTORATES for n in range(2 + DIRECTORATES, first_team)}
    parents |= {n: luck.randrange(2 + DIRECTORATES, first_team) for n in range(first_team, UNITS + 1)}
    headcount = {n: luck.randint(1, 9) for n in range(1, 2 + DIRECTORATES)}
    headcount[1] = 1
    rest = list(range(2 + DIRECTORATES, UNITS + 1))
    luck.shuffle(rest)
    small, large = rest[: SMALL - len(headcount)], rest[SMALL - len(headcount) :]
    headcount |= {n: luck.randint(1, 9) for n in small}
    weights = [luck.lognormvariate(0, 1.35) for _ in large]
    left = STAFF - sum(headcount.values()) - 10 * len(large)
    sizes = [10 + int(left * weight / sum(weights)) for weight in weights]
    sizes[0] += STAFF - sum(headcount.values()) - sum(sizes)
    return Shape(parents, headcount | dict(zip(large, sizes, strict=True)))
