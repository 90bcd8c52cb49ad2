"""Which passwords are refused: the short, the personal, and those that every guesser tries first."""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

SHORTEST = 10
LONGEST = 200
FEWEST_CHARACTERS = 5
SHORTEST_WORD = 4

# What guessers begin with, and what people in a council reach for. A password made of these words alone,
# with whatever digits and signs around and between them, counts as common: a few thousand in practice.
COMMON_WORDS = frozenset(
    """
    password passwort pass word passcode letmein let me in login logon signin welcome hello changeme change
    secret admin administrator root user guest test testing temp temporary default access master super
    computer internet laptop windows office work staff team council local government borough city county
    district town authority social care housing waste recycling planning library libraries school teacher
    qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcvb zxcvbn zxcvbnm azerty qazwsx qaz wsx abc abcd abcdef
    iloveyou loveyou love lovely sunshine princess monkey dragon shadow football baseball rugby cricket
    hunter killer batman superman spiderman pokemon starwars star wars charlie daniel thomas george jordan
    michael jessica ashley bailey buster tigger ginger cookie chocolate cheese banana orange purple yellow
    summer autumn winter spring january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday christmas easter birthday holiday
    england scotland wales ireland britain london liverpool manchester united arsenal chelsea everton
    tottenham newcastle leeds villa celtic rangers city flower butterfly rainbow freedom whatever trustno
    trust no one nothing happy lucky angel baby family mummy daddy mum dad money please thank you
    the my is a i and new one two first last name this that it
    """.split()  # a list of quoted words would be harder to read and to mend
)
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
)
LOOKALIKES = tuple(str.maketrans("0134578@$!+", f"o{one}east" + f"bas{one}t") for one in "il")


class Weakness(StrEnum):
    """Why a password is refused; the form holds the wording."""

    SHORT = "short"
    LONG = "long"
    FEW = "few"
    PERSONAL = "personal"
    SEQUENCE = "sequence"
    COMMON = "common"


def normal(password: str) -> str:
    """The same password from every keyboard: Unicode NFKC, nothing trimmed."""
    return unicodedata.normalize("NFKC", password)


def weakness(password: str, personal: Sequence[str] = ()) -> Weakness | None:
    """Why this password is refused, or None; `personal`: the person's number and names, the organisation."""
    text = normal(password)
    low = text.casefold()
    if len(text) < SHORTEST:
        return Weakness.SHORT
    if len(text) > LONGEST:
        return Weakness.LONG
    if len(set(low)) < FEWEST_CHARACTERS or _repeats(low):
        return Weakness.FEW
    if any(len(word) >= SHORTEST_WORD and word in low for word in _words(personal)):
        return Weakness.PERSONAL
    if _is_run(low):
        return Weakness.SEQUENCE
    bare = low.strip("".join(c for c in low if not c.isalpha()))
    if any(_made_of_common_words(spelling) for spelling in (low, *(bare.translate(t) for t in LOOKALIKES))):
        return Weakness.COMMON
    return None


def _words(personal: Sequence[str]) -> list[str]:
    return [part for text in personal for part in text.casefold().replace("@", " ").replace("-", " ").split()]


def _repeats(text: str) -> bool:
    """Whether it is a short piece over and over: abcabcabc."""
    return any(text == (text[:n] * len(text))[: len(text)] for n in range(1, len(text) // 2 + 1))


def _is_run(text: str) -> bool:
    """Whether keys in a row, forwards or backwards, make up all of it but four characters."""
    longest = max((_longest_run(text, row) for r in ROWS for row in (r, r[::-1])), default=0)
    return longest >= max(5, len(text) - 4)


def _longest_run(text: str, row: str) -> int:
    best = here = 1
    for before, after in pairwise(text):
        here = here + 1 if before + after in row else 1
        best = max(best, here)
    return best


def _made_of_common_words(text: str) -> bool:
    letters = "".join(c for c in text if c.isalpha())
    if not letters:
        return True
    reachable = {0}
    for end in range(1, len(letters) + 1):
        if any(letters[start:end] in COMMON_WORDS for start in reachable):
            reachable.add(end)
    return len(letters) in reachable
