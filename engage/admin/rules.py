"""The policy in words: what each role is, and what hangs on a thing itself, whatever somebody's role."""

from dataclasses import dataclass

# As access.Role has them.
ROLES = {
    "staff": "Everybody who works here.",
    "champion": "Whoever is appointed to a network of employee champions today. Nobody gives this role.",
    "manager": "Whoever heads a unit, or manages a post. Nobody gives this role.",
    "od": "The OD team. An administrator gives and takes this role.",
    "admin": "Administrators. One of them gives and takes this role; the last one keeps it.",
}


@dataclass(frozen=True)
class ObjectRule:
    """What decides about one kind of thing, in a sentence, and the endpoints that it covers by how they begin."""

    title: str
    covers: tuple[str, ...]
    sentence: str


OBJECTS = (
    ObjectRule(
        "Surveys",
        ("surveys.answer", "surveys.cast", "surveys.thanks", "surveys.results", "surveys.say_talked",
         "surveys.take_talked_back", "surveys.unit_progress"),
        "Only who is asked answers a survey, once, or who holds a code on paper, which names nobody. Results are read "
        "once published, from the day of the reader’s tier: whoever heads a unit reads it and those below it, says "
        "whether it has talked about them, and sees its rate, rounded, while the survey is open; all "
        "read the organisation and their own directorate. Who took part is shown to nobody else.",
    ),
    ObjectRule(
        "Comments of surveys",
        ("surveys.comments", "surveys.quotations", "surveys.review", "surveys.agree_to_quotation"),
        "Only its reviewers read a survey’s comments, masked, before they are published. Then whom the survey promised "
        "reads what they approved. A quotation is agreed to by a second person: of the OD team, or a reviewer.",
    ),
    ObjectRule(
        "Colleague feedback", ("values.feedback_",),
        "A list of reviewers is made by whoever is invited and agreed by their manager. Only who is asked answers. A "
        "report is read by whoever it is about and by their coach, and by the manager where the person shares it.",
    ),
    ObjectRule(
        "Team conversations",
        ("values.conversation_", "values.log_conversation", "values.save_conversation", "values.delete_conversation",
         "values.team_conversation"),
        "Whoever works in a unit, leads it or a unit above, and the OD team see its conversations. Whoever leads it, "
        "a champion of the team itself and the OD team write one down. "
        "Its writer, whoever leads and the OD team delete.",
    ),
    ObjectRule(
        "Values and behaviours", ("values.behaviour", "values.version"),
        "Everybody reads what is published, each version of it.",
    ),
    ObjectRule(
        "Consultations", ("consultation.",),
        "Only who is asked sees a consultation and takes part. An entry is changed and taken back by its author alone, "
        "while the consultation is open.",
    ),
    ObjectRule(
        "Thanks", ("recognition.thanks_", "recognition.follow_code"),
        "All staff see what is on the wall; giver and receivers see their own. The giver takes it back. Whoever is "
        "thanked, or heads a thanked team, takes it off the wall.",
    ),
    ObjectRule(
        "Paper cards and slips",
        ("recognition.cards", "recognition.enter_card", "recognition.take_out_card", "recognition.pick_up",
         "recognition.print_", "recognition.mark_printed", "recognition.put_back"),
        "The OD team, managers and champions enter cards. Whoever entered one takes it out within an hour. Slips are "
        "printed for a site by who collects there.",
    ),
    ObjectRule(
        "Stories", ("recognition.story",),
        "The author writes, sends and withdraws a story. Whoever is named in it agrees or refuses, also after a yes. "
        "Staff see what is shown.",
    ),
    ObjectRule(
        "Award rounds", ("recognition.award_", "recognition.nominate", "recognition.winners"),
        "Everybody sees a round that is open or announced, and nominates while it is open.",
    ),
    ObjectRule(
        "Nominations", ("recognition.nomination", "recognition.seconding", "recognition.manager_view"),
        "A nomination is its nominator’s. A seconder or a manager who is asked sees that one. The OD team checks it, "
        "never one of themselves.",
    ),
    ObjectRule(
        "Judging", ("recognition.judging_",),
        "A judge sees the entries given to them, and nobody else’s scores. Whoever declares a tie loses the entry.",
    ),
    ObjectRule(
        "Networks and recruitment",
        ("champions.network", "champions.recruiting_", "champions.describe_appointment", "champions.step_down",
         "champions.name_coordinator", "champions.desk"),
        "Everybody sees networks and open rounds, and may apply or suggest somebody. An application is its "
        "applicant’s; their manager answers about it. An appointment is described and given up by whoever holds it.",
    ),
    ObjectRule(
        "Staff networks", ("champions.quiet_", "champions.shared"),
        "Who is in a staff network is read by its coordinators alone. Whoever gives that task cannot hold it. Items "
        "are read by who they are shared with.",
    ),
    ObjectRule(
        "First-aid log", ("champions.first_aid",),
        "Only the first aider reads and changes their own entries. No administrator and nobody of the OD team does.",
    ),
    ObjectRule(
        "Champions’ log and packs", ("champions.activity", "champions.briefing"),
        "An entry is its champion’s; the OD team reads figures. Packs are read by the people of their networks once "
        "shown.",
    ),
    ObjectRule(
        "Concerns", ("champions.concern",),
        "Employee champions pass concerns on and see their own. The lead officer sees the words, never who raised it. "
        "Answers that are published are read by everybody.",
    ),
    ObjectRule(
        "Events", ("events.",),
        "An event is there for whom it is meant, and for who has a place. Bookings, needs, notes and questions are "
        "changed by whoever made them. A question is withdrawn by its asker until it is answered.",
    ),
    ObjectRule(
        "Actions", ("followup.",),
        "All staff read an action once it is agreed. Its lead officer and the OD team write updates. Champions of the "
        "service say whether they see it. Where it comes from is shown to who may see that thing.",
    ),
    ObjectRule(
        "The programme", ("programme.",),
        "All staff read a published plan, its items, milestones and measures, and the words meant for them. The lead "
        "officer writes updates, enters figures and meets milestones. Lead officers and whoever reads for a board see "
        "colours, risks and spending.",
    ),
    ObjectRule(
        "Reports", ("reports.",),
        "The OD team makes them. Whoever is asked for the financial or legal part reads that report and writes their "
        "own section, until it goes back to a draft or is final.",
    ),
    ObjectRule(
        "Copies of one’s own data", ("governance.",),
        "A copy that was asked for is downloaded by the person it is about, and by nobody else.",
    ),
    ObjectRule(
        "Guides, files and reports", ("pages.show", "home.", "admin.report_problem", "admin.send_report"),
        "Pages are there for whom they are meant, once published. A file is there for who sees the thing it hangs on. "
        "Whoever sees a thing may report a problem with it.",
    ),
)  # fmt: skip


def rule_of(endpoint: str) -> ObjectRule | None:
    """The sentence that covers a route, or None."""
    return next((rule for rule in OBJECTS if endpoint.startswith(rule.covers)), None)
