"""What kinds and states of reports are called on the pages."""

from engage.reports.rules.reports import Kind, State

KINDS = {Kind.PAPER: "Committee paper", Kind.DIRECTORATE: "Directorate page", Kind.EXCEPTION: "Exception report"}
STATES = {
    State.DRAFT: ("Draft", "slate"),
    State.COMMENTS: ("Comments asked for", "amber"),
    State.FINAL: ("Final", "green"),
}
