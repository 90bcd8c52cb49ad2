"""What the worker does for consultations, and how long their records are kept."""

from typing import Any

from flask import current_app

from engage.consultation.actions import forgetting, running
from engage.consultation.queries import manage
from engage.consultation.rules import MONTHS_CONFIDENTIAL, MONTHS_NAMED
from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.errors import Problem
from engage.core.retention import Kept, Rule, erase_these, run_all

KEPT: tuple[Kept, ...] = (
    Kept("Consultations: who said that a statement sounds like us", "until the consultation closes",
         "deleted as the figures are kept"),
    Rule(name="consultation-names", what="Who wrote an entry in a consultation, and who agreed with one",
         how_long=f"confidential: until the council has answered, or {MONTHS_CONFIDENTIAL} months after the close, "
         f"whichever comes first; named: {MONTHS_NAMED} months after the close",
         then="removed; the words and the counts stay", due=manage.due_to_forget, erase=forgetting.remove_all,
         people=forgetting.PEOPLE),
    Kept("Consultations: the unit somebody wrote in", "until the consultation closes",
         "replaced by a part of the organisation in which at least ten people were asked"),
    Kept("Consultations, entries without names, themes and answers", "for good", "they are the council's record"),
)  # fmt: skip
NAMES = next(each for each in KEPT if isinstance(each, Rule))


@outbox.schedule("consultations", 30)
def run_due() -> None:
    """Close what is due, each in a transaction of its own: one that refuses holds up no other."""
    with transaction():
        due = manage.due_to_close(clock.now())
    for consultation_id in due:
        try:
            with transaction():
                running.close(manage.consultation(consultation_id), clock.now())
        except Problem as problem:
            facts = {"act": "close", "consultation": consultation_id, "error": type(problem).__name__}
            current_app.logger.warning("consultation not done", extra={"facts": facts})


@outbox.schedule("consultation names", outbox.HOUR)
def forget_due() -> None:
    """Take the names out of what has been answered, or kept as long as was said."""
    run_all(KEPT, clock.now())


@outbox.handler("consultation.figures")
def work_out_figures(payload: dict[str, Any]) -> None:
    """Work the figures out, in no transaction: meanwhile others write."""
    from engage.consultation import release  # numpy and scipy, which the pages don't need

    consultation_id = int(payload["consultation"])
    with transaction():
        material = release.read(consultation_id)
    if material is not None:
        figures, written_in = release.work_out(material)
        with transaction():
            release.store(consultation_id, figures, written_in)


@outbox.handler("consultation.names")
def forget(payload: dict[str, Any]) -> None:
    """Take the names out of one that was answered, at once; what is named keeps them as long as was said."""
    with transaction():
        erase_these(NAMES, [int(payload["consultation"])], clock.now())
