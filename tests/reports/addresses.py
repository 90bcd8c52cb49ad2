"""The addresses of reports."""

from typing import Any

from engage.core import clock
from engage.core.db import transaction
from engage.reports.actions import layout
from tests.factories import People
from tests.reports import made

SIGNED_IN = """reports.read_for_comment reports.edit_comment reports.save_comment reports.report_docx
reports.figures_csv"""
OD = """reports.index reports.new_report reports.create_report reports.edit_report reports.save_report
reports.move_block reports.copy_report reports.make_copy reports.delete_report reports.edit_section
reports.save_section reports.edit_commenter reports.save_commenter reports.show_report reports.freeze
reports.ask_for_comments reports.back_to_draft reports.finish reports.note_sent reports.archive reports.read_report
reports.preview reports.work_out reports.layout reports.new_layout_section reports.create_layout_section
reports.edit_layout_section reports.save_layout_section reports.move_layout_section reports.reset_layout
reports.template reports.upload_template reports.use_default_template reports.template_docx"""
# Of the demonstration report 1 was sent, 2 waits for Femi's comments, 3 is a directorate's draft.
PAGES = (
    ("Chloe", "/reports/"), ("Chloe", "/reports/new"), ("Chloe", "/reports/1/"), ("Chloe", "/reports/2/"),
    ("Chloe", "/reports/3/"), ("Chloe", "/reports/3/copy"), ("Chloe", "/reports/1/read"),
    ("Chloe", "/reports/3/preview"),
    ("Chloe", "/reports/2/sections/legal"), ("Chloe", "/reports/2/commenters/finance"), ("Chloe", "/reports/archive"),
    ("Chloe", "/reports/layout/"),
    ("Chloe", "/reports/layout/risk"), ("Chloe", "/reports/template/"), ("Femi", "/reports/comments/2/"),
    ("Femi", "/reports/comments/2/finance"), ("Chloe", "/guide/reports"),
)  # fmt: skip
ELSEWHERE = {
    "reports.report_docx": "a download",
    "reports.figures_csv": "a download",
    "reports.template_docx": "a download",
    "reports.edit_report": "the form of a new report, filled in",
    "reports.new_layout_section": "the form of a section, empty",
}


def scene(people: People) -> dict[str, Any]:
    """A report with frozen figures on which Amara is asked to comment; and a template."""
    with transaction():
        template_id = layout.upload_template("council.docx", made.template(), people.chloe, clock.now()).id
    return {
        "reports.report_id": made.asked(people, finance=people.amara, legal=people.amara),
        "reports.key": "finance",
        "reports.name": "thanks",
        "reports.template_id": template_id,
    }
