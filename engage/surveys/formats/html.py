"""Question texts are HTML from strangers: what is kept is plain text with paragraphs, and no tag at all.

Plain text needs no trust later: every template escapes it, and none ever marks it as safe. A link keeps its
address in brackets; pictures, tables' grid and styles are lost."""

import html
import re

import nh3

from engage.surveys.rules import clean

BLOCKS = {
    "address",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "td",
    "th",
    "tr",
    "ul",
}
# Far more than any text that is kept; deeply nested tags cost the square of their number.
MOST_HTML = 20_000

BREAK = re.compile(r"<br\s*/?>")
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
ITEM = re.compile(r"<li>\s*")
CELL = re.compile(r"</t[dh]>")
EDGE = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS - {'td', 'th'}))})\b[^>]*>")
TAG = re.compile(r"</?[a-z][^>]*>")
SPACES = re.compile(r"[^\S\n]+")
AROUND = re.compile(r" *\n *")
LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")
PICTURE = re.compile(r"<(?:img|video|audio|iframe|object|embed|svg)\b", re.IGNORECASE)
PIPED = re.compile(r"\{[A-Za-z_][^{}\n]*\}")


def _link(match: re.Match[str]) -> str:
    address, text = match.groups()
    return text if address in text else f"{text} ({address})"


def plain(raw: str, *, lines: bool = True) -> str:
    """HTML to plain text: blank lines between paragraphs, "- " before items, links as "text (address)".

    Text without any tag or entity keeps its own line ends."""
    raw = raw[:MOST_HTML]
    if LOOKS_LIKE_HTML.search(raw) is None:
        return clean(raw.replace("\xa0", " "), lines=lines)
    # Line ends in HTML's source mean nothing.
    safe = nh3.clean(
        raw.replace("\0", ""),
        tags=BLOCKS | {"a", "br"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    text = SPACES.sub(" ", safe.replace("\n", " "))
    text = BREAK.sub("\n", text)
    text = LINK.sub(_link, text)
    text = ITEM.sub("\n\n- ", text)
    text = CELL.sub(" ", text)
    text = EDGE.sub("\n\n", text)
    text = html.unescape(TAG.sub("", text))
    text = AROUND.sub("\n", SPACES.sub(" ", text))
    return clean(text, lines=lines) if lines else " ".join(clean(text).split())


def lost(raw: str) -> tuple[str, ...]:
    """What a text loses, or keeps without its meaning: pictures, and names in braces to fill in."""
    found = []
    if PICTURE.search(raw):
        found.append("a picture or an embedded part is left out")
    if PIPED.search(raw):
        found.append("a name in braces was filled in by the other system; here it stands as it is")
    return tuple(found)
