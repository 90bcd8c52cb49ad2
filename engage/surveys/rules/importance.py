"""What goes along with the index, as it is read: themes by importance beside how they scored, or why there are none."""

from dataclasses import dataclass

from engage.surveys.rules.drivers import FEWEST_THEMES, fewest
from engage.surveys.rules.published import Block, BlockFigures, Drivers, Head

TITLE = "What goes along with the index"
LOOK = "Look here first: goes along more, and scored lower"
INTRO = (
    "People who answered one theme well often answered another well too. This table shares out, theme by theme, how "
    "far the themes go along with the {} of the same people."
)
ANSWERED = (
    "About {:,} people answered all of it. Together the themes explain {}% of how the index differs from person to "
    "person; the rest is something this survey did not ask, or chance."
)
READING = (
    "Importance adds up to 100% but for rounding. “Goes along more” is more than an equal share; higher and lower are "
    "against the mean of these themes.",
    "A theme that goes along more and scored lower is the first to talk about with the team.",
    "It does not say what causes what. Raising a theme may leave the index where it is: both may come from something "
    "else, such as workload or a reorganisation.",
    "It is about differences between people here, and says nothing of what everybody agrees on: what all find good or "
    "bad cannot go along with anything.",
    "Shares that lie close to one another should be read as equal: another set of people would change their order.",
)
METHOD = (
    "Worked out once with the release by Johnson’s relative weights (2000), from each person’s mean in each theme that "
    "shares no question with the index."
)
REFUSED = (
    "Not enough answers, or answers too alike: it takes at least {} people who answered all themes and the index (100, "
    "and ten for each theme), in a group whose figures are all shown in detail."
)
WHERE = (
    "It is worked out once, with the release, for the organisation and its directorates alone; for a directorate only "
    "where the rest of the organisation is people enough, too. Releases from before have none. With fewer people, the "
    "order of the themes would be chance."
)


@dataclass(frozen=True)
class Line:
    """A theme: its part of what the themes explain together, its score, and where that puts it."""

    name: str
    importance: int
    score: int | None
    place: str


def beside(head: Head) -> list[str]:
    """The themes that share no question with the first index."""
    own = set(head.indices[0].items) if head.indices else set()
    return [theme.code for theme in head.themes if not own & set(theme.items)]


def looked_for(head: Head, block: Block, figures: BlockFigures) -> bool:
    """Whether it is worked out for such a group, and there are themes enough to go along with an index."""
    asked = bool(head.indices) and len(beside(head)) >= FEWEST_THEMES
    return figures.drivers is not None or (asked and block.depth <= 1)


def refused(head: Head) -> str:
    """Why there is none, in a sentence."""
    return REFUSED.format(fewest(len(beside(head))))


def introduced(head: Head, drivers: Drivers) -> str:
    """What the table is."""
    names = {index.code: index.name for index in head.indices}
    return INTRO.format(names.get(drivers.index, "index"))


def answered(drivers: Drivers) -> str:
    """Of how many people it is, and how much it explains."""
    return ANSWERED.format(drivers.answered, drivers.explained)


def lines(head: Head, figures: BlockFigures) -> list[Line]:
    """The most important first. Above and below are as against an equal share, and the mean of the scores."""
    if figures.drivers is None:
        return []
    names = {theme.code: theme.name for theme in head.themes}
    scores = {theme.code: theme.value for theme in figures.themes}
    told = [scores[each.theme] for each in figures.drivers.themes]
    known = [score for score in told if score is not None]
    middle, equal = sum(known) / max(len(known), 1), 100 / len(figures.drivers.themes)
    found = []
    for each in sorted(figures.drivers.themes, key=lambda e: (-e.importance, e.theme)):
        score = scores[each.theme]
        place = _place(each.importance >= equal, score is not None and score >= middle)
        found.append(Line(names[each.theme], each.importance, score, place))
    return found


def _place(important: bool, high: bool) -> str:
    if important:
        return "Keep it up: goes along more, and scored higher" if high else LOOK
    return "Scored higher, goes along less" if high else "Scored lower, goes along less"
