"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

INVENTORY = {
    "framework_draft": Table(
        "Drafts of the framework.", "The OD team.", kept=("Draft frameworks",), basis=Basis.NONE,
        council="title organisation document", technical="id version created_at changed_at"),
    "conversation_topic": Table(
        "What teams talk about.", "All staff.", until="for good", identifier="created_by_id",
        council="title about kind source_kind source_id before question steps closing asked_by opened_on closed_on",
        technical="id framework_id version created_at"),
    "team_conversation": Table(
        "That a team has talked, and what it committed to.",
        "The team and its managers; the OD team sees that it has talked.", kept=("Team conversations",),
        identifier="led_by_id logged_by_id", about="unit_id held_on took_part kept_on logged_at",
        text="commitment kept_note", technical="id topic_id kept hidden_at version"),
    "feedback_round": Table(
        "A feedback round: what is asked, and what is promised.", "The OD team; whoever takes part.",
        until="for good", identifier="created_by_id",
        council="title intro stage asked propose_until closes_at remind_days reminded conversation_first "
        "open_to_all outside minimum kept_months promise promise_digest closed_at answers_deleted_at",
        technical="id version framework_id box created_at"),
    "feedback_subject": Table(
        "Who gets feedback, and where it stands.",
        "The person and the OD team’s coaches; the manager where it is shared.", kept=("Feedback rounds: reports",),
        identifier="person_id manager_id coach_id",
        about="standing manages conversation_on shared_at shared_with_manager_at", text="note", technical="round_id"),
    "feedback_reviewer": Table(
        "Who was asked about whom, and whether they answered.",
        "Who was asked; whoever asks sees the list, not who answered.", kept=("Feedback rounds: the answers",),
        identifier="reviewer_id", about="relation taken_part", technical="round_id subject_id"),
    "feedback_outside": Table(
        "People from outside who were asked.", "Whoever asks for them, until their link is on its way.",
        kept=("Feedback rounds: addresses", "Feedback rounds: the answers"), contact="name email", about="taken_part",
        scrambled="token_hash", technical="id round_id subject_id"),
    "feedback_report": Table(
        "A report as its person reads it.", "The person; whoever they share it with; the coach.",
        kept=("Feedback rounds: reports",), answer="document", technical="round_id subject_id sha256 made_at"),
    "feedback_comment": Table(
        "Comments in a report, without who wrote them.", "The person; whoever they share it with; the coach.",
        kept=("Feedback rounds: reports",), answer="value saw led_to hidden", technical="id round_id subject_id block"),
}  # fmt: skip
