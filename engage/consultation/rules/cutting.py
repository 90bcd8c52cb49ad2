"""Cutting a text into statements: pasted at once, or one of them split by an empty line."""

import re

# "1.", "2)", "(4)", "1.2.", "3 -", "1.2 Word" or a bullet at the start of a line; "3.5 million" is none.
NUMBER = re.compile(
    r"\s*(?:"
    r"\(?\d{1,3}(?:\.\d{1,3})*[.):]\)?\s+"
    r"|\d{1,3}\s*[-–—]\s+"
    r"|\d{1,3}(?:\.\d{1,3})+\s+(?=[^\W\d_a-z])"
    r"|[•‣▪●*–-]\s+"
    r")"
)


def cut(text: str) -> tuple[str, ...]:
    """The statements of a text: an empty line ends one, a numbered or bulleted line begins one; numbers are dropped."""
    found: list[list[str]] = []
    fresh = True
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line.strip():
            fresh = True
            continue
        number = NUMBER.match(line)
        words = " ".join(line[number.end() if number else 0 :].split())
        if not words:
            continue
        if fresh or number:
            found.append([])
        found[-1].append(words)
        fresh = False
    return tuple(" ".join(lines) for lines in found)


def moved(order: list[int], which: int, up: bool) -> list[int]:
    """The same ids with one of them a place further up or down; unchanged at the end of the list."""
    at = order.index(which)
    then = at - 1 if up else at + 1
    if 0 <= then < len(order):
        order = [*order]
        order[at], order[then] = order[then], order[at]
    return order
