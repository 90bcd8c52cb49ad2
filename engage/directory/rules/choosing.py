"""People and teams as forms choose them: "person:12" and "unit:7"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PERSON, UNIT = "person", "unit"
KINDS = (PERSON, UNIT)
KEY = re.compile(r"(person|unit):([1-9][0-9]{0,8})\Z")


@dataclass(frozen=True)
class Choice:
    """Somebody, or a team, as colleagues may see them: a name, and where it is."""

    kind: str
    id: int
    name: str
    where: str

    @property
    def key(self) -> str:
        """As a form sends it."""
        return f"{self.kind}:{self.id}"


def parse(keys: Sequence[str], kinds: Sequence[str] = KINDS) -> tuple[tuple[str, int], ...]:
    """Kind and id of each key, each once, in their order; what is no key, or of another kind, is left out."""
    found = (KEY.match(key) for key in dict.fromkeys(keys))
    return tuple((each[1], int(each[2])) for each in found if each and each[1] in kinds)
