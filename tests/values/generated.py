"""Frameworks by hypothesis: any sound document, of any shape."""

from hypothesis import strategies as st

from engage.values.rules.framework import (
    COLOURS,
    Audience,
    AudienceKind,
    Document,
    Level,
    LevelKind,
    Statement,
    Value,
    same,
)
from engage.values.rules.framework_text import clean

CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\u0085")


def words(most: int) -> st.SearchStrategy[str]:
    """A text as it is stored, on one line, with what spreadsheets and markup care about."""
    some = st.text(CHARACTERS, max_size=most) | st.sampled_from(
        ["=1+1", "'=1", "''-x", "-", "<script>alert(1)</script>", 'say "no", then; go', "@a", "+", "'plain"]
    )
    return some.map(clean).filter(lambda text: 0 < len(text) <= most)


def once(strategy: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Names that no two people would take for the same."""
    return st.lists(strategy, min_size=least, max_size=most, unique_by=same)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A sound framework: flat, by audience and level, with tags, questions and successors."""
    audiences = [Audience(name, draw(st.sampled_from(AudienceKind))) for name in draw(once(words(20), 1, 3))]
    levels = [Level(name, draw(st.sampled_from(LevelKind))) for name in draw(once(words(20), 0, 3))]
    tag = words(12).filter(lambda text: ";" not in text)
    count = iter(range(1000))
    audience, level = st.sampled_from([a.name for a in audiences]), st.sampled_from(["", *(x.name for x in levels)])
    replaced = st.lists(st.sampled_from(["old1", "old2", "old3"]), max_size=2, unique=True).map(tuple)

    def statement(text: str) -> Statement:
        return Statement(
            f"s{next(count)}", text, draw(audience), draw(level),
            tuple(draw(st.lists(tag, max_size=2, unique=True))), draw(st.just("") | words(8)), draw(replaced),
        )  # fmt: skip

    values = []
    for name in draw(once(words(20), 0, 4)):
        said = tuple(statement(text) for text in draw(once(words(40), 0, 4)))
        alone = ("", "") if said else (draw(audience), draw(level))
        about, colour = draw(st.just("") | words(40)), draw(st.sampled_from(["", *COLOURS]))
        values.append(Value(f"v{next(count)}", name, about, colour, *alone, said, draw(replaced)))
    return Document(
        draw(words(20)), draw(words(20)), draw(st.just("") | words(40)), tuple(audiences), tuple(levels), tuple(values)
    )
