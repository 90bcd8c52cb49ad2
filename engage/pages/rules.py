"""What a page is, when it may be shown, and what its text may hold."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

MOST_TITLE, MOST_SUMMARY, MOST_TEXT, MOST_ELIGIBLE, MOST_LINK, MOST_CONTACT = 160, 300, 20_000, 2_000, 500, 300
MOST_ADDRESS, MOST_FILES = 80, 20
# Addresses that stand for something else under /guides/.
TAKEN = frozenset({"manage"})
NEW_FOR = timedelta(days=14)
# How long an archived page is kept before it is deleted with its files.
ARCHIVED_MONTHS = 24


class Kind(StrEnum):
    """What a page is."""

    GUIDE = "guide"
    TOOLKIT = "toolkit"
    BENEFIT = "benefit"
    HELP = "help"


class State(StrEnum):
    """Where a page stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


NEXT: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.PUBLISHED}),
    State.PUBLISHED: frozenset({State.ARCHIVED}),
    State.ARCHIVED: frozenset({State.DRAFT}),
}

_WEB_OR_MAIL = re.compile(r"<(https?://[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>")
_TAG = re.compile(r"<[a-zA-Z/!?]")
_LINK = re.compile(r"\]\(\s*<?\s*([a-zA-Z][a-zA-Z0-9+.-]*):|^\s*\[[^\]]+\]:\s*<?([a-zA-Z][a-zA-Z0-9+.-]*):", re.M)
SCHEMES = frozenset({"https", "http", "mailto", "tel"})


def may_become(state: State, wanted: State) -> bool:
    """Whether a page in this state can be brought to that one."""
    return wanted in NEXT[state]


def missing(kind: Kind, text: str, eligible: str, lead: bool, review: bool) -> tuple[str, ...]:
    """What a page still lacks before it can be published, as codes: text, eligible, lead, review."""
    lacks = {
        "text": not text.strip(),
        "eligible": kind is Kind.BENEFIT and not eligible.strip(),
        "lead": not lead,
        "review": not review,
    }
    return tuple(code for code, is_so in lacks.items() if is_so)


def is_due(state: State, review_on: date | None, on: date) -> bool:
    """Whether somebody should read the page again by now; only what staff can see is due."""
    return state is State.PUBLISHED and review_on is not None and review_on <= on


def text_fault(text: str) -> str:
    """Why a text cannot be taken: html, image, link, wordless; or nothing."""
    if _TAG.search(_WEB_OR_MAIL.sub("", text)):
        return "html"
    if "![" in text:
        return "image"
    if any((one or other).lower() not in SCHEMES for one, other in _LINK.findall(text)):
        return "link"
    return "wordless" if re.search(r"(?<!\\)\[\s*\]\(", text) else ""


def is_https(link: str) -> bool:
    """Whether it is a whole address of a page on the web, encrypted, and without a password in it."""
    try:
        parts = urlsplit(link)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host = parts.hostname or ""
    plain = not any(c.isspace() or c in '<>"\\' for c in link)
    return plain and port_is_sound and parts.scheme == "https" and "." in host.strip(".") and "@" not in parts.netloc


def slug(title: str) -> str:
    """A title as it stands in an address: "Cycle to work" becomes cycle-to-work."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[: MOST_ADDRESS - 5].rstrip("-") or "page"


def free_address(wanted: str, used: Collection[str]) -> str:
    """The address itself, or with the first number that makes it nobody else's: cycle-to-work-2."""
    taken = TAKEN | frozenset(used)
    if wanted not in taken:
        return wanted
    return next(found for n in range(2, len(taken) + 3) if (found := f"{wanted}-{n}") not in taken)
