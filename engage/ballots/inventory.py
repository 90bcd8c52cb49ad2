"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

INVENTORY = {
    "ballot_box": Table(
        "A box of sealed answers: its public key and what became of it.", "The OD team sees its state.",
        kept=("Questionnaires and what was promised",), figure="ballots flags unreadable late carried_in carried_out",
        council="canary",
        technical="code public_key ballot_size phase key_destroyed_at carries_to"),
    "ballot_box_backup": Table(
        "Who holds a copy of a box’s key until it is opened.", "The OD team.",
        kept=("Questionnaires and what was promised",), contact="holder", about="made_at checked_at destroyed_at",
        technical="number box"),
    "ballot": Table(
        "Sealed answers, with no name, time or device.", "No page.", kept=("Each respondent’s answers",),
        answer="sealed", technical="box id"),
    "opened_answers": Table(
        "Answers after the opening, shuffled, with no name.", "No page: the release alone reads them.",
        kept=("Each respondent’s answers", "Feedback rounds: the answers"), answer="payload", technical="box id"),
    "opened_comment": Table(
        "Comments after the opening, apart from the other answers.",
        "No page shows those of a survey; of feedback they go into the report.",
        kept=("Each respondent’s answers", "Feedback rounds: the answers"), answer="question reporting_group text",
        technical="box id"),
    "opened_count": Table(
        "How many ballots came out of a box.", "The release alone.", kept=("Each respondent’s answers",),
        basis=Basis.NONE, figure="ballots comments unreadable late carried", technical="box"),
}  # fmt: skip
