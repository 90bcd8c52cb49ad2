"""What staff are promised: frozen when a survey opens, and put into words from the settings in force."""

import hashlib
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Sight:
    """Who sees what, and from when."""

    who: str
    what: str
    when: str


SIGHTS = (
    Sight("nobody", "sealed answers", "while the survey is open"),
    Sight("release engine", "opened answers", "after the survey has closed"),
    Sight("OD team", "results", "once they have been computed"),
    Sight("all staff", "results", "once they have been published"),
)
IN_WORDS = {
    "OD team": "The OD team sees",
    "all staff": "All staff see",
}


@dataclass(frozen=True)
class Promise:
    """What no later act can change: another promise is another survey."""

    minimum_group: int
    comment_threshold: int
    kept_months: int = 12
    questionnaire: str = ""
    units: str = ""
    tables: tuple[str, ...] = ("units",)
    characteristics: tuple[str, ...] = ()
    comments: bool = True
    sees: tuple[Sight, ...] = SIGHTS


def to_text(promise: Promise) -> str:
    """Canonical JSON, the same text for the same promise."""
    return json.dumps(asdict(promise), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_text(text: str) -> Promise:
    """The promise as it was frozen."""
    found = json.loads(text)
    found["sees"] = tuple(Sight(**sight) for sight in found["sees"])
    found["tables"], found["characteristics"] = tuple(found["tables"]), tuple(found["characteristics"])
    return Promise(**found)


def digest(text: str) -> str:
    """SHA-256 of a frozen text, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def sentences(promise: str | Promise, backup_exists: bool = True) -> tuple[str, ...]:
    """Honest words for staff, from the promise in force; nothing where there is none yet.

    `backup_exists`: whether a holder still has to confirm that the copy of the key is destroyed."""
    if not promise:
        return ()
    made = from_text(promise) if isinstance(promise, str) else promise
    return (
        "We record that you have taken part, so that you are not asked again. No page shows it to anybody else; "
        "whoever runs the database could read it there.",
        "Your answers are sealed as soon as you send them and kept apart, without your name, time or device. "
        "They are opened together after the survey closes.",
        f"They carry a part of the organisation that at least {made.minimum_group} people asked share: a smaller "
        "team, or somebody in no team, is put together with others.",
        f"No published figure of this survey, and no sum or difference of its figures, is about fewer than "
        f"{made.minimum_group} people. How many of a group took part can be worked out from them.",
        *_tables(made),
        "Where nobody of a group disagreed with a question, its figures can show that. Kept from view is only that "
        "all of a group, or none of it, answered a question positively.",
        *_comments(made),
        *(f"{IN_WORDS[s.who]} {s.what} {s.when}." for s in made.sees if s.who in IN_WORDS),
        _backup(backup_exists),
        f"{_months(made.kept_months)} after the survey closes, the answers and the list of who took part are deleted "
        "from our databases; in backups they last until those are replaced. The figures stay.",
        "Colleagues who pool what they know of each other can learn more, and so can whoever sets the figures of "
        "another survey of the same people beside these.",
        "Whoever runs our servers holds the key until the answers have been opened, and could break the rules and "
        "open them early; once opened, they could read them there, without names, until they are deleted.",
        "Somebody who changed our software could watch an answer arrive.",
    )  # fmt: skip


def _tables(made: Promise) -> tuple[str, ...]:
    if made.tables != ("units",) or made.characteristics:
        return ()
    return (
        "Figures are shown for everybody together and for parts of the organisation, and are split in no other way: "
        "no personal characteristics, such as age or gender, are used.",
    )


def _comments(made: Promise) -> tuple[str, ...]:
    """Nothing reads, masks or shows comments yet; a promise under which something does says so in its sights."""
    if not made.comments:
        return ()
    return (
        "What you write in your own words may give you away. No page shows comments yet, so nobody reads them there; "
        "whoever runs our servers could, once they have been opened.",
    )


def _months(number: int) -> str:
    return "One month" if number == 1 else f"{number} months"


def _backup(exists: bool) -> str:
    if exists:
        return (
            "The key that opens the answers is destroyed once they have been opened. A backup copy of it is kept "
            "in case a disk fails: it still exists. When its holder has confirmed that it is destroyed, the page of "
            "this survey says so."
        )
    return (
        "The key that opened the answers, and every backup copy of it, has been destroyed: "
        "of the copies, that is what their holders have confirmed."
    )
