"""What is promised about feedback: frozen when a round opens, and put into words from its settings."""

import hashlib
import json
from dataclasses import asdict, dataclass

from engage.values.rules.feedback_report import Relation

REPORT_MONTHS = 24


@dataclass(frozen=True)
class Promise:
    """What no later act can change: another promise is another round."""

    minimum: int
    kept_months: int
    conversation_first: bool
    outside: bool
    asked: str
    report_months: int = REPORT_MONTHS


@dataclass(frozen=True)
class Part:
    """Some sentences of it under a heading."""

    heading: str
    sentences: tuple[str, ...]


def to_text(promise: Promise) -> str:
    """Canonical JSON, the same text for the same promise."""
    return json.dumps(asdict(promise), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_text(text: str) -> Promise:
    """The promise as it was frozen."""
    return Promise(**json.loads(text))


def digest(text: str) -> str:
    """SHA-256 of a frozen text, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def first_words(relation: str, name: str) -> str:
    """What whoever is about to write must know first, by the group they are in."""
    if relation == Relation.SELF:
        return "Your own ratings are shown in your report as yours, beside those of others."
    if relation == Relation.MANAGER:
        return f"You are asked as {name}’s manager. What you say is shown as the manager’s: {name} knows it is yours."
    return (
        f"This is confidential, not anonymous. {name} knows that you were asked, and may recognise you by what you "
        "write. No page shows your name beside what you say."
    )


def parts(made: Promise) -> tuple[Part, ...]:
    """Honest words for everybody in the round, under their headings."""
    return (
        Part("Who knows what", _known(made)),
        Part("What a report shows", _shown(made)),
        Part("Who sees a report, and when", _seen(made)),
        Part("How long it is kept, and what we cannot rule out", _kept(made)),
    )


def _known(made: Promise) -> tuple[str, ...]:
    return (
        "Feedback here is confidential, not anonymous. Whom to ask is proposed by the person it is about and approved "
        "by their manager, or by the OD team where no manager is recorded: they know who was asked.",
        "That you have answered is recorded, without a time, so that nobody answers twice. No page shows it to anybody "
        "but you, and there is no count of answers while a round is open. A reminder, where one is set, goes by "
        "e-mail to all colleagues who were asked, whether they have answered or not. Whoever runs the database could "
        "read there who has answered.",
        "What you say is sealed as soon as you send it and kept in a database of its own, without your name, time or "
        "device. It carries whom it is about and which group you are in: manager, reports, peers or others. It is "
        "opened together with all other answers after the close, once, and never looked at before.",
    )


def _shown(made: Promise) -> tuple[str, ...]:
    few = _number(made.minimum)
    return (
        "What a manager says is shown as the manager’s, and a person’s own view as theirs.",
        f"The groups of reports, peers and others show when {few} or more of them answered, ratings and comments "
        f"alike; for each behaviour {few} or more must have rated it. A smaller group is put together with the others, "
        "or is not shown. It says no exact number. That a group shows tells that at least so many of it answered.",
        "Ratings are shown as means to the nearest half. Low and high ones are shown as “2 or lower” and “4.5 or "
        "higher”, so no figure says that everybody in a group gave the same low rating.",
        "Comments are shown word for word under their group, in no order, apart from the ratings and from the other "
        "comments of whoever wrote them. Write what you would also say to the person.",
        *(
            (
                "People from outside are asked by a link that works once; they count among the others, "
                "and make no group large enough to be shown.",
            )
            if made.outside
            else ()
        ),
    )


def _seen(made: Promise) -> tuple[str, ...]:
    first = (
        "Reports are made once, after the close. A coach from the OD team reads each one first and goes through it "
        "with the person; then the person gets it. No other member of the OD team can open it, unless that coach "
        "leaves the council before."
        if made.conversation_first
        else "Reports are made once, after the close, and the person gets theirs at once. The OD team cannot open them."
    )
    return (
        first,
        "The manager sees a report only if the person shares it, and then all of it. It is not for appraisal or any "
        "formal procedure.",
        "A comment that is reported as abusive is shown to whoever decides about it, without saying in whose report "
        "it stands; it may then be taken out.",
    )


def _kept(made: Promise) -> tuple[str, ...]:
    return (
        f"{_months(made.kept_months)} after the close the answers, and the lists of who was asked and who answered, "
        f"are deleted from our databases; reports are deleted after {_months(made.report_months).lower()}. In backups "
        "all of it lasts until those are replaced.",
        "Whoever runs our servers holds the key until the answers have been opened, and could break the rules and open "
        "them early; once opened, they could read them there, without names, until they are deleted. Somebody who "
        "changed our software could watch an answer arrive.",
        "Colleagues who pool what they know of each other can learn more: of three, two who tell each other what they "
        "said can often work out the third.",
    )


def _number(number: int) -> str:
    return {3: "three", 4: "four", 5: "five", 6: "six"}.get(number, str(number))


def _months(number: int) -> str:
    return "One month" if number == 1 else f"{number} months"
