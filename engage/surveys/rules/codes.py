"""Codes on paper: how one is written, how a slip of the hand is told from a wrong one, how many may be made."""

import unicodedata

# Crockford's: no I, L, O or U, so that a code survives being read aloud and typed.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Five bits a letter: 55 of chance, and one letter that finds typing errors.
CHANCE_LETTERS = 11
CODE_BITS = 5 * CHANCE_LETTERS
LETTERS = CHANCE_LETTERS + 1
GROUPED_BY = 4
LOOK_ALIKES = str.maketrans("OIL", "011")
# One code in ten more than people: letters get lost.
SPARE_OF_TEN = 1
# Codes of cancelled batches count here for good: else somebody could make and use them without end.
MOST_EVER = 2
# What one PDF holds: more would keep the page waiting.
MOST_AT_ONCE = 500


def code_of(chance: int) -> str:
    """The code that so many bits of chance make, with its check letter."""
    letters = "".join(ALPHABET[(chance >> (5 * place)) % 32] for place in range(CHANCE_LETTERS))
    return letters + _check_letter(letters)


def grouped(code: str) -> str:
    """A code as it is printed: K7Q2-9XTM-4HBV."""
    return "-".join(code[at : at + GROUPED_BY] for at in range(0, len(code), GROUPED_BY))


def read(typed: str) -> str | None:
    """A typed code in its one writing, or None where it can be no code: a letter is wrong, missing or too many."""
    plain = "".join(each for each in unicodedata.normalize("NFKC", typed).upper() if each.isalnum())
    plain = plain.translate(LOOK_ALIKES)
    if len(plain) != LETTERS or set(plain) - set(ALPHABET):
        return None
    return plain if plain[-1] == _check_letter(plain[:-1]) else None


def _check_letter(letters: str) -> str:
    """Changes with any one letter and with any two swapped: a checksum over GF(32), x^5 + x^2 + 1, by Horner's rule."""
    total = 0
    for letter in letters:
        total = (total ^ ALPHABET.index(letter)) << 1
        total ^= 0b100101 if total & 32 else 0
    return ALPHABET[total]


def most(invited: int) -> int:
    """How many codes of a reporting group may be good at the same time."""
    return invited + -(-invited * SPARE_OF_TEN // 10)


def refusal(invited: int, good: int, ever: int, wanted: int) -> int | None:
    """How many more may be made where `wanted` are too many; None where they are not.

    `good`: codes of batches that are not cancelled; `ever`: all that were made, cancelled or not. No number here
    hangs on how many have been used, or making codes would be a way of counting who takes part.
    """
    left = max(min(most(invited) - good, MOST_EVER * most(invited) - ever), 0)
    return left if wanted > left else None
