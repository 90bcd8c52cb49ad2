"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.consultation.models import Agreement, Consultation, Entry, Statement, Verdict
from engage.core.own_data import WHO, Held, rows_of

UNTIL = "Your name is removed when the council has answered, or when the time that was said has passed."


WROTE = (
    select(Consultation.title, Entry.text, Entry.written_on, Entry.agreed, Entry.hidden_at)
    .join(Consultation, Consultation.id == Entry.consultation_id)
    .where(Entry.author_id == WHO)
    .order_by(Entry.id)
)
AGREED = (
    select(Consultation.title, Entry.text)
    .join(Entry, Entry.consultation_id == Consultation.id)
    .join(Agreement, Agreement.entry_id == Entry.id)
    .where(Agreement.person_id == WHO)
    .order_by(Entry.id)
)
JUDGED = (
    select(Consultation.title, Statement.text, Verdict.sounds_like_us)
    .join(Statement, Statement.consultation_id == Consultation.id)
    .join(Verdict, Verdict.statement_id == Statement.id)
    .where(Verdict.person_id == WHO)
    .order_by(Statement.id)
)


def held(person_id: int) -> Sequence[Held]:
    """What they wrote, agreed with and judged, for as long as it is tied to them: three statements."""
    return (
        Held("What you wrote in consultations", f"So that you can change it, and it counts once. {UNTIL}", [
            {"consultation": title, "text": text, "written on": day.isoformat(), "colleagues who agree": count,
             "hidden after a report": hidden is not None}
            for title, text, day, count, hidden in rows_of(WROTE, person_id)
        ], private=True),
        Held("What you agreed with in consultations", f"So that it counts once. {UNTIL}", [
            {"consultation": title, "text": text} for title, text in rows_of(AGREED, person_id)
        ], others=("text",), private=True),
        Held("Statements that you said sound like us, or not",
             "So that you can change it. Deleted when the consultation closes.", [
            {"consultation": title, "statement": text, "sounds like us": says}
            for title, text, says in rows_of(JUDGED, person_id)
        ], private=True),
    )  # fmt: skip
