"""The questionnaire of the measurements: 60 items in five sections, two comments, and somebody's answers."""

import random
from urllib.parse import quote_plus

from engage.surveys.rules import Group, Kind, Question, Questionnaire, Section, to_payload
from engage.surveys.rules.scales import AGREEMENT

SECTIONS, ITEMS, COMMENTS = 5, 60, 2
THEMES = 8
WORDS = "the work here is mostly good but the system we use for it is slow and nobody asks us about it".split()


def questionnaire(items: int = ITEMS) -> Questionnaire:
    """Scales of five points with "not applicable"; the comments stand at the end."""
    scales = [_question(f"Q{at:02d}", Kind.SCALE) for at in range(1, items - COMMENTS + 1)]
    share = -(-len(scales) // SECTIONS)
    parts = [scales[at * share : (at + 1) * share] for at in range(SECTIONS)]
    parts[-1] += [_question(f"C{at}", Kind.LONG_TEXT) for at in range(1, COMMENTS + 1)]
    sections = tuple(Section(f"S{at}", f"Section {at}", questions=tuple(part)) for at, part in enumerate(parts, 1))
    codes = [question.code for question in scales]
    themes = tuple(Group(f"T{at}", f"Theme {at}", tuple(codes[at::THEMES])) for at in range(THEMES))
    return Questionnaire(sections, themes, (Group("I1", "Engagement", tuple(codes[:5])),))


def _question(code: str, kind: Kind) -> Question:
    options = AGREEMENT if kind is Kind.SCALE else ()
    text = f"This is statement {code} about my work, my team and the place where I work"
    longest = 1000 if kind is Kind.LONG_TEXT else None
    return Question(code, code.encode().hex().rjust(16, "0"), kind, text, options=options, max_length=longest)


def answers(luck: random.Random, paper: Questionnaire, lean: float = 0.0) -> dict[str, str]:
    """One respondent's: a tenth left blank, a quarter of the comments written."""
    found: dict[str, str] = {}
    for question in paper.questions:
        if question.kind is Kind.LONG_TEXT:
            if luck.random() < 0.25:
                found[question.code] = " ".join(luck.choices(WORDS, k=40))
        elif luck.random() < 0.9:
            points = [option.code for option in question.options if option.aside is None]
            place = round(luck.gauss((len(points) - 1) * (0.6 + lean), 1.1))
            found[question.code] = points[min(max(place, 0), len(points) - 1)]
    assert to_payload(paper, found) == {code: found[code] for code in sorted(found)}
    return found


def bodies(paper: Questionnaire, given: dict[str, str]) -> list[tuple[str, str]]:
    """(section, what its form sends besides the token), as a browser does: earlier answers in it, too."""
    sent: list[str] = []
    forms = []
    for section in paper.sections:
        sent += [
            f"{question.code}={quote_plus(given[question.code])}"
            for question in section.questions
            if question.code in given
        ]
        forms.append((section.code, "&".join((f"section={section.code}", "go=next", *sent))))
    return forms
