"""Thanks without a screen: codes of posters, who may enter cards and print slips, and words that fit on paper."""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Nothing that is read as something else: no I, L, O, 0 or 1, and no vowels that spell words.
LETTERS = "BCDFGHJKMNPQRTVWXYZ2346789"
CODE_LENGTH = 6
TAKE_OUT_FOR = timedelta(hours=1)
FILLED_FOR = timedelta(days=30)
PRINTED_KEPT = timedelta(days=90)
ENTERING, COLLECTING = frozenset({"od", "manager", "champion"}), frozenset({"manager", "champion"})
MOST_ON_A_POSTER, MOST_SLIDES = 24, 24
COLOURS = ("blue", "plum", "green", "amber", "rose", "slate", "brick")
MOST_LINES, LONGEST_RUN = 10, 24


@dataclass(frozen=True)
class ValueChoices:
    """One value of the framework in force, and the behaviours that a card can name: id and words."""

    name: str
    behaviours: Sequence[tuple[int, str]]


def code(choose: Callable[[str], str]) -> str:
    """A code for a poster; `choose` picks one of the letters."""
    return "".join(choose(LETTERS) for _ in range(CODE_LENGTH))


def typed_code(typed: str) -> str:
    """A code as it is kept, however it was typed: bcd-f23 is BCDF23."""
    return "".join(each for each in typed.upper() if each.isascii() and each.isalnum())[:12]


def may_enter(roles: Collection[str]) -> bool:
    """Whether somebody of these roles may enter cards: the OD team, managers and champions."""
    return not ENTERING.isdisjoint(roles)


def may_take_out(entered_by: int | None, viewer_id: int, entered_at: datetime, now: datetime) -> bool:
    """Whoever entered a card can take it out for an hour: a mistake, not a change of mind."""
    return entered_by == viewer_id and now - entered_at <= TAKE_OUT_FOR


def sites_to_collect(roles: Collection[str], all_sites: bool, own: Collection[str]) -> frozenset[str] | None:
    """The sites whose slips somebody may print: None for every one, else their own; none at all for other roles."""
    if all_sites:
        return None
    return frozenset(filter(None, own)) if not COLLECTING.isdisjoint(roles) else frozenset()


def may_collect(sites: frozenset[str] | None, site: str) -> bool:
    """Whether the slips of a site are among those."""
    return sites is None or site in sites


def names_agree(signed: str, names: Sequence[str]) -> bool:
    """Whether a name on a card and a person can be the same: some word of it, or an initial, is in their name."""
    known = {word for name in names for word in _words(name)}
    return any(word in known or (len(word) == 1 and any(each.startswith(word) for each in known))
               for word in _words(signed))  # fmt: skip


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"\w+", "".join(each for each in plain if not unicodedata.combining(each)))


def fitting(words: str, most: int = 1_000) -> str:
    """Words as they stand on paper: few lines, and breaks in what has no blanks, so that nothing runs off the sheet."""
    seen = "".join(each for each in words if each == "\n" or unicodedata.category(each) not in {"Cf", "Cc", "Co", "Cn"})
    lines = [line for line in (" ".join(each.split()) for each in seen.split("\n")) if line]
    text = "\n".join(lines) if len(lines) <= MOST_LINES else " ".join(lines)
    if len(text) > most:
        text = text[: most - 1].rsplit(None, 1)[0][: most - 1].rstrip() + "…"
    return re.sub(rf"\S{{{LONGEST_RUN}}}(?=\S)", lambda run: run[0] + "\u200b", text)


def names_in_short(names: Sequence[str]) -> str:
    """Three names at most: Ali, Bo and 4 others."""
    shown = list(names) if len(names) <= 3 else [*names[:2], f"{len(names) - 2} others"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])) if shown else ""


def colour_of(own: str, place: int) -> str:
    """A value's own colour, or that of its place."""
    return own or COLOURS[place % len(COLOURS)]
