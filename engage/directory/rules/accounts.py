"""Codes, names, limits and addresses of signing in: what is true whoever asks."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

# Consonants and digits that no hand and no font confuses; without vowels no code spells a word.
CODE_LETTERS = "CDFGHJKMNPRTVWXY234789"
CODE_LENGTH = 12
CODE_GROUP = 4
CODE_LIFE = timedelta(days=14)
CLAIM_LIFE = timedelta(minutes=30)
# Letters that Unicode does not take apart.
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
GIVEN_ROLES = ("od", "admin")


@dataclass(frozen=True)
class Limit:
    """How many failures within how long; the address's is far above the account's: a council shares one."""

    failures: int
    within: timedelta = timedelta(minutes=15)


ACCOUNT_LIMIT = Limit(10)
ADDRESS_LIMIT = Limit(500)
CODE_REQUESTS = Limit(3, timedelta(hours=1))
CODE_REQUESTS_ADDRESS = Limit(200, timedelta(hours=1))


def is_over(failures: int, since: datetime, limit: Limit, at: datetime) -> bool:
    """Whether so many failures since then close the door for now."""
    return failures >= limit.failures and at - since < limit.within


def plain_code(typed: str) -> str:
    """A code as it is compared: case, blanks and dashes do not matter."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())


def grouped_code(code: str) -> str:
    """A code as it is printed: three groups of four."""
    return "-".join(code[i : i + CODE_GROUP] for i in range(0, len(code), CODE_GROUP))


def plain_name(name: str) -> str:
    """A name as it is compared: without case, accents, apostrophes, hyphens, dots and blanks."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c for c in apart if c.isalnum())
    return kept.translate(LETTERS)


def same_surname(typed: str, held: str) -> bool:
    """Whether somebody typed their surname, however it is written; nothing is nobody's."""
    return bool(plain_name(typed)) and plain_name(typed) == plain_name(held)


def own_path(address: str | None) -> str | None:
    """An address to go on to after signing in, or None where it might lead elsewhere."""
    if not address or not address.startswith("/") or address.startswith("//"):
        return None
    if "\\" in address or any(ord(c) < 33 or ord(c) == 127 for c in address):
        return None
    return address


def may_take_away(role: str, others_left: int) -> bool:
    """The last administrator keeps the role: nobody else could give it back."""
    return role != "admin" or others_left > 0


@dataclass(frozen=True)
class DemoPerson:
    """Somebody the demonstration can be looked at as."""

    employee_number: str
    name: str
    who: str


# The demonstration council makes these six; the sign-in page offers them, in demonstration mode only.
DEMO_PEOPLE = (
    DemoPerson("D0001", "Amara", "Works in a team: answers surveys, reads results"),
    DemoPerson("D0002", "Bryn", "An engagement champion"),
    DemoPerson("D0003", "Chloe", "In the OD team: makes, opens and publishes surveys"),
    DemoPerson("D0004", "Dev", "An administrator: people, roles, sign-in codes"),
    DemoPerson("D0005", "Esi", "Works in another directorate"),
    DemoPerson("D0006", "Femi", "Amara’s manager"),
)
