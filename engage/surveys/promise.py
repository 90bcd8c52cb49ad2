"""What staff are promised: frozen when a survey opens, and put into words from the settings in force."""

import hashlib
import json
from dataclasses import asdict, dataclass

from engage.surveys import promise_standing
from engage.surveys.promise_sight import FROM_THEN, HEADS, IN_WORDS, READERS, SIGHTS, TIERS, Sight

# How deep characteristics may split the figures, as it is frozen in a promise's tables.
DEPTHS = ("organisation", "directorates", "services")
DRAWN = (
    "Chance decided who of those meant is asked. Lots were drawn once, as the survey opened; of the draw nothing is "
    "kept but who is asked."
)
JOINING = (
    "Who starts work here while the survey is open is asked too, and counted with a part of the organisation that at "
    "least as many people asked share already."
)


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
    # Who reads reviewed comments: nothing in promises that were made before anybody could.
    comments_read_by: str = ""
    # What a promise that was fixed before these came does not speak of.
    reach: bool = False
    reminders: int = 0
    codes: bool = False
    code_places: bool = False
    sample: bool = False
    joiners: bool = False
    # Codes count in the daily rates, and who heads a part sees its own.
    heads_see_rates: bool = False
    # Joiners or leavers, where the survey never closes.
    standing: str = ""

    @property
    def tiered(self) -> bool:
        """Whether not everybody sees everything once it is published."""
        return any(each.who == HEADS for each in self.sees)


def to_text(promise: Promise) -> str:
    """Canonical JSON, the same text for the same promise."""
    plain = asdict(promise)
    if not promise.comments_read_by:  # as it was written before there was such a thing
        del plain["comments_read_by"]
    if not promise.heads_see_rates:
        del plain["heads_see_rates"]
    if not promise.standing:
        del plain["standing"]
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_text(text: str) -> Promise:
    """The promise as it was frozen."""
    found = json.loads(text)
    found["sees"] = tuple(Sight(**sight) for sight in found["sees"])
    found["tables"], found["characteristics"] = tuple(found["tables"]), tuple(found["characteristics"])
    return Promise(**found)


def digest(text: str) -> str:
    """SHA-256 of a frozen text, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def sentences(promise: str | Promise, backup_exists: bool = True, by_code: bool = False) -> tuple[str, ...]:
    """Honest words for staff, from the promise in force; nothing where there is none yet.

    `backup_exists`: whether a holder still has to confirm that the copy of the key is destroyed. `by_code`: for
    somebody who holds a code, also where none were foreseen."""
    if not promise:
        return ()
    made = from_text(promise) if isinstance(promise, str) else promise
    return (
        *(_that_never_closes(made) if made.standing else _that_closes(made, made.codes or by_code)),
        "Where nobody of a group disagreed with a question, its figures can show that. Kept from view is only that "
        "all of a group, or none of it, answered a question positively.",
        *_comments(made),
        *(f"{IN_WORDS[s.who]} {s.what}{',' * (', ' in s.what)} {s.when}." for s in made.sees if s.who in IN_WORDS),
        *(TIERS if made.tiered else ()),
        _backup(backup_exists),
        promise_standing.keeping(_months(made.kept_months))
        if made.standing
        else f"{_months(made.kept_months)} after the survey closes, the answers and the list of who took part are "
        "deleted from our databases; in backups they last until those are replaced. The figures stay.",
        "Colleagues who pool what they know of each other can learn more, and so can whoever sets the figures of "
        "another survey of the same people beside these.",
        "Whoever runs our servers holds the key until the answers have been opened, and could break the rules and "
        "open them early; once opened, they could read them there, without names, until they are deleted.",
        "Somebody who changed our software could watch an answer arrive.",
    )  # fmt: skip


def _that_never_closes(made: Promise) -> tuple[str, ...]:
    return (
        *promise_standing.asking(made.standing),
        *promise_standing.sealing(made.minimum_group),
        *promise_standing.figures(made.minimum_group),
    )


def _that_closes(made: Promise, codes: bool) -> tuple[str, ...]:
    return (
        *_asking(made, codes),
        "Your answers are sealed as soon as you send them and kept apart, without your name, time or device. "
        "They are opened together after the survey closes.",
        f"They carry a part of the organisation that at least {made.minimum_group} people asked share: a smaller "
        "team, or somebody in no team, is put together with others.",
        f"No published figure of this survey, and no sum or difference of its figures, is about fewer than "
        f"{made.minimum_group} people. How many of a group took part can be worked out from them.",
        *_tables(made),
    )


def elsewhere(source: str, minimum_group: int) -> tuple[str, ...]:
    """Honest words about answers that Engage did not collect."""
    return (
        f"These answers were collected elsewhere ({source}), and not with Engage. What people were promised there, who "
        "could see their answers, and who still can, Engage does not know.",
        "Engage read the answers of the finished responses from a file once, computed figures for the whole "
        "organisation, and stored those figures alone. It stored no single answer, nothing of the tokens, addresses, "
        "dates and times that the file may hold, and nothing that people wrote in their own words.",
        f"No published figure of this survey, and no sum or difference of its figures, is about fewer than "
        f"{minimum_group} people.",
        "Whoever has the file still has every answer in it. Engage has not deleted it: it belongs to whoever brought "
        "it.",
    )


CODES = (
    "A code on paper was made for a part of the organisation and a site, and for nobody in particular. Engage holds no "
    "list of who has which code; the answers carry that part alone.",
    "We record that a code was used, without a time. A code can be passed on: whoever knows yours could use it in your "
    "place, or find out by typing it whether it has been used.",
    "Answers on paper are read and typed in by the OD team, who see the code, the handwriting and all that is written. "
    "How many came on paper is noted for the whole survey only.",
)


def _asking(made: Promise, codes: bool) -> tuple[str, ...]:
    """Who is asked and how, what is known of taking part, and who could see it: words that are as true on paper and
    on the page for codes as for whoever is signed in."""
    recorded = (
        "We record that you have taken part, so that you are not asked again. No page shows it to anybody else; "
        "whoever runs the database could read it there."
    )
    signed_in = recorded.replace("We record", "When you answer signed in, we record", 1)
    if not made.reach:
        return (*CODES, signed_in) if codes else (recorded,)
    places = ", or works where codes are given out," if made.code_places else ""
    return (
        *([DRAWN] if made.sample else []),
        "Each person is asked in one way only: to answer signed in, or with a code on paper. Who has no e-mail address"
        f"{places} is asked by a code. Everybody else is asked by e-mail to answer signed in. The mail and its link "
        "are the same for all."
        if made.codes
        else "Who has an e-mail address is asked by e-mail to answer signed in. The mail and its link are the same "
        "for all.",
        *(CODES if codes else ()),
        signed_in,
        *_reminders(made.reminders),
        *([JOINING] if made.joiners else []),
        _rates(made),
    )


def _rates(made: Promise) -> str:
    """Who sees how far the survey has got; frozen promises of before tell of the OD team and of this page alone."""
    if not made.heads_see_rates:
        return (
            "While the survey is open the OD team sees how many answer signed in: once a day, for parts of the "
            "organisation in which at least 20 people are asked to, and rounded to 5% or to 5 people, whichever is "
            "coarser."
        )
    codes = ", signed in or with a code" if made.codes else ""
    return (
        f"While the survey is open the OD team sees how many have taken part{codes}, and who heads a part of the "
        "organisation sees it for that part: once a day, for parts in which at least 20 people are asked, and rounded "
        "to 5% or to 5 people, whichever is coarser."
    )


def _reminders(number: int) -> tuple[str, ...]:
    if not number:
        return ("No reminder is sent.",)
    times = "At most one reminder goes" if number == 1 else f"At most {number} reminders go"
    return (
        f"{times} by e-mail to those who are asked to answer signed in and have not. Engage finds out who they are as "
        "it sends them, and keeps no list of them once the mail is out; whoever runs our mail can see to whom a "
        "reminder went.",
    )


def _tables(made: Promise) -> tuple[str, ...]:
    if made.characteristics:
        depth = len(made.tables) - 1
        parts = ("", " and for its directorates", ", for its directorates and for their services")[depth - 1]
        asked = "; ".join(f"“{text}”" for text in made.characteristics)
        return (
            "Figures are shown for everybody together and for parts of the organisation. For the whole"
            f"{parts} they are also split by what you answer to: {asked}. They are split in no other way, and never "
            "by two of these together. You may leave these questions out. Nothing from your staff record is used, "
            "but the part of the organisation that your answers carry.",
        )
    if made.tables != ("units",):
        return ()
    return (
        "Figures are shown for everybody together and for parts of the organisation, and are split in no other way: "
        "no personal characteristics, such as age or gender, are used.",
    )


def _comments(made: Promise) -> tuple[str, ...]:
    """A promise under which nobody reads comments says so; one under which somebody does, says who, and after what."""
    if not made.comments:
        return ()
    if made.comments_read_by not in READERS:
        return (
            "What you write in your own words may give you away. No page shows comments of this survey, so nobody "
            "reads them there; whoever runs our servers could, once they have been opened.",
        )
    opened = "it has been opened" if made.standing else "the survey has closed"
    who = READERS[made.comments_read_by] + (f" {FROM_THEN}" if made.tiered else "")
    return (
        f"What you write in your own words may give you away. After {opened} a program masks names, phone "
        "numbers and e-mail addresses that it finds; it does not find all. Then reviewers, colleagues chosen for this "
        "survey, read each comment without your name and apart from your other answers, mask more, and decide which "
        "may be read by others.",
        f"{who} Comments on a question are shown only where at least "
        f"{made.comment_threshold} of them may be. Beside each stands the question, its themes and at most a "
        "directorate, never anything else that you answered. They can be searched.",
        "All staff, and reports, may be shown a few words of a comment, without the directorate, where two people "
        "have agreed to it.",
        "Until they are deleted, the comments as you wrote them can be read by whoever runs our servers. "
        "The masked ones are deleted with the answers; words that a report quotes stay in it.",
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
