"""What a thank-you may hold, and who may do what with it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from engage.directory.rules.working_days import first_working_day

MOST_WORDS, MOST_PEOPLE, MOST_BEHAVIOURS = 1_000, 20, 2
MOST_REASON = 500
# A team of more people than this is not written to one by one: its head is.
MOST_MAILS = 30
# How long a thank-you is news on the start page, and within what time the same words are the same thank-you.
NEWS_FOR, SAME_WITHIN = timedelta(days=30), timedelta(days=1)
# Last month stands on a manager's start page until this day.
MONTH_IS_NEWS_UNTIL = 20
KEPT_MONTHS, LEAVER_MONTHS, ENDED_DAYS = 36, 12, 30


class ThanksState(StrEnum):
    """Where a thank-you stands; only one that is `shown` can be on the wall."""

    WAITING = "waiting"
    SHOWN = "shown"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    HIDDEN = "hidden"


class Via(StrEnum):
    """How it came: on a page, by a site's poster, or on a paper card that somebody entered."""

    PAGE = "page"
    POSTER = "poster"
    CARD = "card"


REACTIONS = {"applause": "Well done", "heart": "Thank you from me too", "star": "I saw it"}

# What joins letters in some scripts; anywhere else it is nothing but a way to hide something.
JOINERS = "\u200c\u200d"
NOT_SEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")


def readable(text: str) -> str:
    """The words without what nobody sees and what turns the order of others; at most one empty line between two."""
    kept = "".join(c for at, c in enumerate(text) if _is_seen(text, at, c))
    lines = [line.rstrip() for line in kept.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_seen(text: str, at: int, c: str) -> bool:
    if c in JOINERS:
        return 0 < at < len(text) - 1 and ord(text[at - 1]) > 0x2FF and ord(text[at + 1]) > 0x2FF
    return c not in NOT_SEEN and unicodedata.category(c) not in {"Cf", "Co"}


def has_words(text: str) -> bool:
    """Whether there is anything to be read."""
    return any(unicodedata.category(c)[0] in "LNPS" for c in text)


@dataclass(frozen=True)
class Standing:
    """One thank-you, and what the person who looks at it has to do with it."""

    state: str
    to_all: bool
    gave: bool
    # Thanked by name, or as one of a team; `heads`: the head of a thanked team.
    named: bool
    in_team: bool
    heads: bool

    @property
    def receives(self) -> bool:
        """Whether it is for them."""
        return self.named or self.in_team

    @property
    def on_wall(self) -> bool:
        """Whether all staff can read it."""
        return self.to_all and self.state == ThanksState.SHOWN


def may_see(it: Standing) -> bool:
    """All staff what is on the wall; whoever gave it always; whoever receives it while it is shown."""
    return it.on_wall or it.gave or (it.receives and it.state == ThanksState.SHOWN)


def may_take_back(it: Standing) -> bool:
    """Whoever gave it, at any time."""
    return it.gave and it.state in (ThanksState.SHOWN, ThanksState.WAITING, ThanksState.HIDDEN)


def may_hide(it: Standing) -> bool:
    """Whoever is thanked by name, or heads a thanked team, takes it off the wall; not whoever gave it."""
    return it.on_wall and (it.named or it.heads) and not it.gave


def may_react(it: Standing) -> bool:
    """Whoever may see it, apart from whoever gave it."""
    return it.state == ThanksState.SHOWN and not it.gave and may_see(it)


def starts_as(to_all: bool, moderated_before: bool) -> ThanksState:
    """What is for all staff waits where the OD team reads first; what is private waits for nobody."""
    return ThanksState.WAITING if to_all and moderated_before else ThanksState.SHOWN


def ago(then: datetime, now: datetime) -> str:
    """How long ago, of two moments on the council's own clocks: "2 hours ago", "yesterday", "3 weeks ago"."""
    seconds, days = (now - then).total_seconds(), (now.date() - then.date()).days
    if seconds < 90:
        return "just now"
    if seconds < 3600:
        minutes = int(seconds // 60)
        return "1 minute ago" if minutes == 1 else f"{minutes} minutes ago"
    if days == 0 or seconds < 6 * 3600:
        hours = int(seconds // 3600)
        return "1 hour ago" if hours == 1 else f"{hours} hours ago"
    if days == 1:
        return "yesterday"
    if days < 7:
        return f"{days} days ago"
    for size, one in ((365, "year"), (30, "month"), (7, "week")):
        if days >= size:
            many = days // size
            return f"1 {one} ago" if many == 1 else f"{many} {one}s ago"
    return "today"


def last_month_is_news(today: date) -> bool:
    """Whether last month's thanks are on a manager's start page: from this month's first working day on."""
    return first_working_day(today) <= today and today.day <= MONTH_IS_NEWS_UNTIL
