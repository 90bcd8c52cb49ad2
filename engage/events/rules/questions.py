"""Questions at an event: who sees one, and what its asker may do with it."""

from dataclasses import dataclass

from engage.events.rules.states import QuestionState


@dataclass(frozen=True)
class Standing:
    """Where a question stands. `asker_id`: who asked, None where that is forgotten or was never known."""

    state: str
    asker_id: int | None
    answered: bool


def may_see(question: Standing, viewer_id: int, manages: bool) -> bool:
    """Whoever may see its event sees what is shown; the asker and the OD team what is not, too."""
    return question.state == QuestionState.SHOWN or manages or is_asker(question, viewer_id)


def is_asker(question: Standing, viewer_id: int) -> bool:
    """Whether it is this person's own."""
    return question.asker_id is not None and question.asker_id == viewer_id


def may_withdraw(question: Standing, viewer_id: int) -> bool:
    """Its asker takes it back, until it is answered: the answer is everybody's."""
    return is_asker(question, viewer_id) and not question.answered


def may_unname(question: Standing, viewer_id: int, named: bool) -> bool:
    """Its asker takes their name off, at any time."""
    return is_asker(question, viewer_id) and named
