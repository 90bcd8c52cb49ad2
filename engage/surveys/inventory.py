"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

INVENTORY = {
    "survey": Table(
        "A survey: its questions, its times and what it promises.", "The OD team; whoever is asked.",
        kept=("Questionnaires and what was promised", "Drafts of surveys"), identifier="created_by_id",
        council="title intro stage questionnaire questionnaire_digest import_report opens_at closes_at "
        "minimum_group comment_threshold kept_months answers_deleted_at audience_unit_id promise "
        "promise_digest units release_asked_at", technical="id version box created_at"),
    "invitation": Table(
        "Who is asked, and whether they have taken part: no time, no answer.",
        "Only the person. Whoever runs the database could look it up.", kept=("Who was asked and who took part",),
        identifier="person_id", about="group_code taken_part", technical="survey_id"),
    "release": Table(
        "What was computed once after the close.", "All staff, once published.",
        kept=("Published figures of groups",), basis=Basis.NONE,
        figure="head made_at published_at withdrawn_at withdrawn_why", technical="id survey_id sha256"),
    "release_block": Table(
        "The figures of one group.", "All staff, once published.", kept=("Published figures of groups",),
        basis=Basis.NONE, figure="code document", technical="release_id"),
}  # fmt: skip
