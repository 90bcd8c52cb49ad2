"""Achievements, as the OD team writes them: a line each, with an address at its end where there is evidence."""

from engage.reports.rules.figures import Asked, Block, Evidence, Sentence

NAME, TITLE, BY_DIRECTORATE = "achievements", "Achievements", True
ABOUT = "What you write yourself: one achievement a line. End a line with an address within Engage as its evidence."


def block(asked: Asked) -> Block:
    """Each line as a sentence."""
    return Block(NAME, TITLE, tuple(_line(line) for line in asked.achievements.splitlines() if line.strip()))


def _line(line: str) -> Sentence:
    words, _, last = line.strip().rpartition(" ")
    if words and last.startswith("/") and not last.startswith("//"):
        return Sentence(words, Evidence(last, "Evidence"))
    return Sentence(line.strip())
