"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Table

INVENTORY = {
    "guide_page": Table(
        "Guides, toolkits, benefits and help.", "Whoever a page is meant for.",
        kept=("Guides, toolkits", "Archived pages"), identifier="lead_officer_id",
        council="address kind state title summary text eligible link contact audience review_on reviewed_at "
        "published_at archived_at", technical="id changed_at version"),
}  # fmt: skip
