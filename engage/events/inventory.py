"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

INVENTORY = {
    "event": Table(
        "Events.", "Whoever it is meant for.", kept=("Events and their sessions",), identifier="created_by_id",
        council="kind state title summary about audience sign_up_closes_at guest_places course "
        "course_months contact published_at cancelled_why needs_deleted_on", figure="past_heads",
        technical="id created_at version"),
    "event_session": Table(
        "Their sessions.", "Whoever it is meant for.", kept=("Events and their sessions",), basis=Basis.NONE,
        council="title starts_at ends_at place online capacity code", technical="id event_id uid sequence"),
    "event_cost": Table(
        "What an event cost.", "The OD team.", kept=("What an event cost",), basis=Basis.NONE,
        council="what kind pence", technical="id event_id"),
    "event_past_attendance": Table(
        "How many came, of those whose bookings are deleted.", "The OD team.",
        kept=("What an event cost",), basis=Basis.NONE, figure="booked came walked_in",
        technical="id session_id unit_id guests"),
    "event_guest": Table(
        "Guests from outside.", "The OD team.", kept=("Events: guests",), contact="name organisation email",
        technical="id event_id added_at"),
    "booking": Table(
        "Who has a place, waits, or was there.", "The person and the OD team.",
        kept=("Events: who had a place", "Who was at an event"), identifier="person_id guest_id",
        about="unit_id state queued_at attended_by", technical="id session_id"),
    "event_access_need": Table(
        "What somebody needs to take part.", "The person, and the OD team on that event’s page.",
        kept=("Events: what people need",), basis=Basis.CONSENT, identifier="person_id guest_id", special="words",
        technical="id event_id"),
    "event_question": Table(
        "Questions at an event.", "Those at the event read the words; without a name no page shows who asked.",
        kept=("Who asked a question", "Questions at events"), identifier="asker_id", contact="answered_by",
        about="named asked_at answered_at", text="words answer", council="hidden_why",
        technical="id event_id state theme_id"),
    "event_note": Table(
        "Notes on the board after an event.", "Those at the event read the words; no page shows who wrote.",
        kept=("Who wrote a note", "Notes on the board"), identifier="author_id", about="written_at", text="words",
        technical="id event_id side hidden theme_id"),
}  # fmt: skip
