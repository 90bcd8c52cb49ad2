"""The addresses of search, one's own data, and the OD guide."""

from typing import Any

from tests.factories import People

SIGNED_IN = "home.search home.my_data home.download_my_data home.od_guide home.od_guide_area"
PAGES = (
    ("Amara", "/search"), ("Amara", "/search?q=engage"), ("Amara", "/search?q=nothing-holds-this"),
    ("Amara", "/account/my-data"), ("Chloe", "/account/my-data"), ("Chloe", "/guide/"), ("Chloe", "/guide/pages"),
    ("Chloe", "/guide/moderation"), ("Chloe", "/guide/surveys"), ("Chloe", "/guide/year"),
)  # fmt: skip


def scene(people: People) -> dict[str, Any]:
    """A part of the guide that is written."""
    return {"area": "pages"}
