"""The words of judging: stages, states, and why a judge is kept from an entry."""

from engage.recognition.rules.judging_panel import PanelState
from engage.recognition.rules.panels import AssignmentState, Conflict, JudgingStage
from engage.recognition.rules.rounds import RoundStage

STAGES = {JudgingStage.SHORTLIST: "Shortlist", JudgingStage.FINAL: "Final"}
ROUND_STAGES = {
    RoundStage.DRAFT: "Draft",
    RoundStage.OPEN: "Open for nominations",
    RoundStage.CLOSED: "Closed for nominations",
    RoundStage.SHORTLISTING: "Shortlisting",
    RoundStage.FINAL: "Final judging",
    RoundStage.DECIDED: "Decided",
    RoundStage.ANNOUNCED: "Announced",
}
PANELS = {
    PanelState.PREPARING: ("Being prepared", "slate"),
    PanelState.JUDGING: ("Judging", "amber"),
    PanelState.CLOSED: ("Closed", "green"),
}
TIES: dict[str, str] = {
    Conflict.NOMINEE: "Is nominated, or works in the team that is",
    Conflict.SAME_TEAM: "Same team",
    Conflict.LINE_ABOVE: "Manages the nominee, directly or further up",
    Conflict.LINE_BELOW: "Is managed by the nominee, directly or further down",
    Conflict.NOMINATOR: "Made the nomination, or one joined to it",
    Conflict.SECONDER: "Was asked to second it",
    Conflict.CONSULTED: "Was consulted as a manager",
    Conflict.NAMED: "Is named in the words of the nomination",
    Conflict.DECLARED: "Declared by the judge",
    AssignmentState.ABSTAINED: "Abstained",
    AssignmentState.TAKEN_AWAY: "Had it, and it was taken away",
}
