"""Light formatting of texts that people write: headings, lists, links and emphasis, and no tag of their own."""

from collections.abc import Iterable
from functools import lru_cache
from html import unescape

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {"p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "blockquote", "hr", "code"}
# Without "*" a title and a language would be let through on every tag.
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}
SCHEMES = {"https", "http", "mailto", "tel"}
DEEPEST = 6

# What a person types as HTML comes out as the text it is; pictures are files beside the text.
_READER = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "html_block", "html_inline", "fence", "code", "lheading"]
)
# Everything is cut to a short list afterwards, so that a fault of the reader would still let no script through.
_CLEANER = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener")


@lru_cache(maxsize=256)
def rich(text: str, top: int = 2) -> Markup:
    """HTML of a text in light formatting; its highest headings become h<top>, and none skips a level."""
    tokens = _without_empty_headings(_READER.parse(text))
    _place_headings([token for token in tokens if token.type in {"heading_open", "heading_close"}], top)
    made = _READER.renderer.render(tokens, _READER.options, {})
    return Markup(_CLEANER.clean(made))  # noqa: S704  # what the cleaner let through


def words(text: str) -> str:
    """A text in light formatting as plain words, for where only some of it is shown."""
    return " ".join(unescape(nh3.clean(str(rich(text)), tags=set())).split())


def _without_empty_headings(tokens: list[Token]) -> list[Token]:
    # A heading is three tokens: its beginning, its words, its end.
    empty = [at for at, token in enumerate(tokens) if token.type == "heading_open" and not tokens[at + 1].content]
    gone = {at + step for at in empty for step in range(3)}
    return [token for at, token in enumerate(tokens) if at not in gone]


def _place_headings(headings: Iterable[Token], top: int) -> None:
    above: list[tuple[int, int]] = []  # the typed level and the shown one of each heading this one stands under
    for token in headings:
        if token.type == "heading_close":
            token.tag = f"h{above[-1][1]}"
            continue
        typed = int(token.tag[1])
        while above and above[-1][0] >= typed:
            above.pop()
        above.append((typed, min(above[-1][1] + 1 if above else top, DEEPEST)))
        token.tag = f"h{above[-1][1]}"


def init_app(app: Flask) -> None:
    """Make it a filter of the templates."""
    app.jinja_env.filters["rich"] = rich
