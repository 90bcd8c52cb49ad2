"""What certificates and letters say: fixed wording, with the council's own paragraph where it wrote one."""

from dataclasses import dataclass

from engage.recognition.rules.outcome import Batch
from engage.recognition.rules.rounds import Outcome

# Each kind as it is offered: title, and what it says, with its placeholders.
KINDS: dict[Batch, tuple[str, str]] = {
    Batch.WINNERS: ("Certificates for winners", "Name, team, award, “Winner”, and the citation."),
    Batch.COMMENDED: ("Certificates for highly commended", "Name, team, award, “Highly commended”, and the citation."),
    Batch.NOMINEES: (
        "Certificates for everybody else who was nominated",
        "Name, team, award, and “Nominated by colleagues” or “Nominated by the people we serve”.",
    ),
    Batch.TO_WINNERS: (
        "Letters to winners",
        "“You are a winner of the award [award] in [round]”, the citation, and the ceremony where it has a date.",
    ),
    Batch.TO_COMMENDED: (
        "Letters to highly commended",
        "“You are highly commended for the award [award] in [round]”, and the same as to winners.",
    ),
    Batch.TO_NOMINATORS: (
        "Letters to nominators",
        "“Your nomination of [name] for [award]”, what became of it, and thanks for writing it.",
    ),
    Batch.SERVICE: ("Long service certificates", "Name, team, the years, and the day they were reached."),
}
CERTIFICATES = frozenset({Batch.WINNERS, Batch.COMMENDED, Batch.NOMINEES, Batch.SERVICE})


@dataclass(frozen=True)
class Said:
    """What a letter is about."""

    round_title: str
    category: str
    nominee: str
    outcome: str
    citation: str = ""
    ceremony: str = ""
    note: str = ""
    is_team: bool = False


def became(outcome: str, category: str) -> str:
    """What somebody is, as a part of a sentence."""
    if outcome == Outcome.WINNER:
        return f"a winner of the award “{category}”"
    if outcome == Outcome.HIGHLY_COMMENDED:
        return f"highly commended for the award “{category}”"
    return f"among those who were nominated for the award “{category}”"


def to_nominee(said: Said) -> tuple[str, tuple[str, ...]]:
    """Heading and paragraphs of a letter to a winner, or to somebody who is highly commended."""
    who, are = ("your team", "is") if said.is_team else ("you", "are")
    heading = f"Congratulations from {said.round_title}"
    paragraphs = [
        f"I am delighted to write that {who} {are} {became(said.outcome, said.category)} in {said.round_title}.",
        "You were nominated by people who saw your work and took the time to say so. The panel read what they wrote "
        "and agreed with them.",
        f"This is what we tell everybody about it: “{said.citation}”" if said.citation else "",
        f"The awards are presented {said.ceremony}. We would love to see you there." if said.ceremony else "",
        said.note,
        "Thank you for what you do, and for how you do it.",
    ]
    return heading, tuple(filter(None, paragraphs))


def to_nominator(said: Said) -> tuple[str, tuple[str, ...]]:
    """Heading and paragraphs of a letter to somebody who nominated."""
    heading = f"Your nomination of {said.nominee}"
    won = said.outcome in (Outcome.WINNER, Outcome.HIGHLY_COMMENDED)
    told = f"{said.nominee} {'is' if won else 'was'} {became(said.outcome, said.category)} in {said.round_title}"
    more = "." if won else ", and was not chosen this time. Being nominated by you is an honour of its own."
    paragraphs = [
        f"Thank you for nominating {said.nominee}. I can now tell you what became of it.",
        told + more,
        said.note,
        "Good work is easily overlooked. You saw it and said so, and we are grateful for that.",
    ]
    return heading, tuple(filter(None, paragraphs))


def certificate_lines(kind: Batch, outcome: str, category: str, from_staff: bool) -> tuple[str, str, str]:
    """What stands over the name, the big word of the award, and the line under it."""
    if kind is Batch.NOMINEES:
        return "Presented to", "Nominated", f"by {'colleagues' if from_staff else 'the people we serve'} for {category}"
    return "Presented to", "Winner" if outcome == Outcome.WINNER else "Highly commended", category


def service_lines(years: int) -> tuple[str, str, str]:
    """The same for long service."""
    return "With thanks to", f"{years} years", "of service to our community"
