"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

BOTH = ("Final reports", "Drafts of reports")
SEEN = "The OD team; whoever is asked to comment sees that report."

INVENTORY = {
    "report": Table(
        "Reports to committees and managers, with their frozen figures.", SEEN, kept=BOTH, identifier="created_by_id",
        contact="contact",
        council="title kind state unit_id first_day last_day blocks achievements meeting meeting_on key_decision "
        "forward_plan wards", figure="document",
        technical="id sha256 copied_from_id created_at changed_at final_at version"),
    "report_words": Table(
        "What stands in the sections of a report.", SEEN, kept=BOTH, contact="author", text="text",
        council="yes written_on", technical="report_id section version"),
    "report_commenter": Table(
        "Who writes the financial and legal parts.", SEEN, kept=BOTH, identifier="person_id", about="done_at",
        technical="report_id section"),
    "report_snapshot": Table(
        "The figures of a report as they stood at one time.", SEEN, kept=BOTH, identifier="made_by_id",
        figure="document", technical="id report_id number sha256 made_at"),
    "report_worked_out": Table(
        "The figures of a draft as they were worked out last.", SEEN, kept=("Drafts of reports",), figure="document",
        technical="report_id made_at"),
    "report_sent": Table(
        "That a report was sent, when and to whom.", SEEN, kept=("Final reports",), identifier="noted_by_id",
        council="sent_on sent_to", technical="id report_id sha256"),
    "word_template": Table(
        "The council’s own Word files that reports are put into.", "The OD team.", kept=("The layout of papers",),
        identifier="added_by_id", council="name content in_use", technical="id sha256 added_at"),
    "paper_section": Table(
        "The sections of the council’s papers.", "The OD team.", kept=("The layout of papers",), basis=Basis.NONE,
        council="heading asks hint numbered shown position", technical="key"),
}  # fmt: skip
