"""The standard words of the letters: where a round has none of its own."""

from collections.abc import Mapping

from engage.champions.rules.recruiting import Outcome

SUBJECTS: Mapping[str, str] = {
    Outcome.APPOINTED: "You are appointed",
    Outcome.WAITING: "You are on the waiting list",
    Outcome.DECLINED: "What became of your application",
}
TITLES: Mapping[str, str] = {
    Outcome.APPOINTED: "Letter to those who are appointed",
    Outcome.WAITING: "Letter to those on the waiting list",
    Outcome.DECLINED: "Letter to those who are not appointed this time",
}


def standard(outcome: str, network: str, term: str) -> str:
    """The letter of an outcome. network: its name; term: the day the term starts, in words, or nothing."""
    if outcome == Outcome.APPOINTED:
        starts = f" Your term starts on {term}." if term else ""
        return (
            f"Thank you for applying. I am glad to tell you that you are appointed to {network}.{starts}\n\n"
            "We will write to you about your first meeting. Please talk to your manager about when you take the time."
        )
    if outcome == Outcome.WAITING:
        return (
            f"Thank you for applying to join {network}. There were more people than places this time, and you are on "
            "the waiting list. If a place becomes free we will ask you first.\n\n"
            "You can take your application back at any time before that."
        )
    return (
        f"Thank you for applying to join {network}. You were not appointed this time.\n\n"
        "That is no judgement of your work. There is another round when the next terms end, and we would be glad to "
        "hear from you then."
    )


def to_manager(outcome: str, person: str, network: str, commitment: str) -> str:
    """What a manager without an address reads on paper."""
    asked = f"You were asked about the time of {person} for {network}."
    if outcome == Outcome.APPOINTED:
        plan = f"Please plan the time with them: {commitment}." if commitment else "Please plan the time with them."
        return f"{asked} They are appointed. {plan}"
    if outcome == Outcome.WAITING:
        return f"{asked} They are on the waiting list. You hear again if they are appointed."
    return f"{asked} They were not appointed this time."
