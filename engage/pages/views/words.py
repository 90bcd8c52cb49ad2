"""What kinds and states are called on the pages."""

from engage.pages.rules import Kind, State

# One of them, many of them, and the colour of the first.
KINDS = {
    Kind.GUIDE: ("Guide", "Guides", "blue"),
    Kind.TOOLKIT: ("Toolkit", "Toolkits", "plum"),
    Kind.BENEFIT: ("Benefit", "Benefits", "green"),
    Kind.HELP: ("Help", "Help", "amber"),
}
STATES = {
    State.DRAFT: ("Draft", "slate"),
    State.PUBLISHED: ("Published", "green"),
    State.ARCHIVED: ("Archived", "brick"),
}
