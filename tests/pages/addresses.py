"""The addresses of guides and help."""

from typing import Any

from engage.core import files
from engage.core.db import transaction
from tests.factories import People
from tests.pages import made

SIGNED_IN = "pages.index pages.show"
OD = """pages.manage pages.new_page pages.create_page pages.edit_page pages.save_page pages.manage_page
pages.preview_page pages.publish_page pages.archive_page pages.bring_back_page pages.delete_page
pages.review_page pages.add_files pages.remove_file"""
PAGES = (
    ("Amara", "/guides/"), ("Amara", "/guides/?q=nothing-holds-this"), ("Amara", "/guides/cycle-to-work"),
    ("Amara", "/guides/flexible-working-toolkit"), ("Chloe", "/guides/manage/"), ("Chloe", "/guides/manage/new"),
    ("Chloe", "/guides/manage/1/"), ("Chloe", "/guides/manage/1/edit"), ("Chloe", "/guides/manage/1/preview"),
)  # fmt: skip


def scene(people: People) -> dict[str, Any]:
    """A published page with a file."""
    page = made.published(people, title="Made for the walk through every address")
    with transaction():
        file = files.store("walk.pdf", made.PDF, "page", page, 1000)
        number = file.id
    return {"page_id": page, "pages.file_id": number, "address": "made-for-the-walk-through-every-address"}
