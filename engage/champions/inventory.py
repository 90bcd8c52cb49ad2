"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

INVENTORY = {
    "briefing": Table(
        "Packs for champions.", "The champions they are for.", kept=("Briefings, with their files",),
        basis=Basis.NONE, council="title body questions embargo_until opens shown_at",
        technical="id changed_at version"),
    "briefing_network": Table(
        "Which networks a briefing is for.", "The champions they are for.", kept=("Briefings, with their files",),
        basis=Basis.NONE, technical="briefing_id network_id"),
    "briefing_reading": Table(
        "How many have read a briefing.", "The OD team sees a number.", kept=("That a briefing was read",),
        scrambled="mark", technical="briefing_id"),
    "champion_activity": Table(
        "What champions did and heard.", "The champion; the OD team reads what was heard where.",
        kept=("What champions logged", "Who logged it"), identifier="person_id",
        about="happened_on unit_id site how people logged_at", text="works_well even_better says_well says_better",
        technical="id network_id kind theme_id once"),
    "concern": Table(
        "What a champion passes on, without who said it.",
        "The champion and the OD team; the lead officer reads the words.",
        kept=("Concerns passed on: which", "Concerns passed on: their"), identifier="author_id teller_id",
        about="unit_id place passed_on promised_on told_on", text="title words",
        technical="id case_id said_by emptied_on once"),
    "concern_case": Table(
        "The answer to concerns that are the same.", "The OD team and the lead officer; all staff once published.",
        kept=("Concerns passed on: their",), identifier="lead_id answered_by_id", text="title proposal",
        council="state due_on proposed_at answer declined answered_on published_at published_title published_place",
        technical="id theme_id changed_at version"),
    "first_aid_contact": Table(
        "Contacts that a first aider noted, without names and words.", "Only the first aider.",
        kept=("First aiders’ log: each",), identifier="aider_id", about="on unit_id lasted",
        special="theme pointed_to", technical="id once"),
    "first_aid_year": Table(
        "Rounded totals of a year.", "The OD team.", kept=("First aiders’ log: rounded",), basis=Basis.NONE,
        figure="year theme told"),
    "network_message": Table(
        "Messages to a staff network.", "Whoever is in it.", kept=("Messages to a staff network",), text="title body",
        figure="mailed_to", technical="id network_id sent_at once mailed"),
    "network_person": Table(
        "Who is in a staff network.", "Its coordinators; nobody else unless the person shows it.",
        kept=("Who is in a staff network",), basis=Basis.CONSENT, identifier="person_id", about="named",
        special="network_id"),
    "network_request": Table(
        "Who asks to join a staff network.", "Its coordinators and the person.",
        kept=("Answered requests", "Who is in a staff network"), basis=Basis.CONSENT, identifier="person_id",
        about="state answered_on", text="answer", special="network_id"),
    "network_size": Table(
        "The size of a staff network, rounded, a quarter at a time.", "All staff.", until="until the next quarter",
        basis=Basis.NONE, figure="told counted quarter", technical="network_id"),
    "network_reminder": Table(
        "That a reminder was sent.", "The person.",
        kept=("Who is appointed to a network", "Training of people who work here"), about="due_on",
        technical="id appointment_id training_id"),
    "recruitment_round": Table(
        "Rounds that recruit for a network.", "All staff.", kept=("Recruitment rounds",), basis=Basis.NONE,
        council="title call opens_at closes_at term_starts_on state letter_appointed letter_waiting "
        "letter_declined made_at ended_at", technical="id network_id version"),
    "recruitment_target": Table(
        "How many seats where.", "All staff.", kept=("Recruitment rounds",), basis=Basis.NONE, figure="unit_id seats",
        technical="round_id"),
    "recruitment_application": Table(
        "Who applies, and what their manager says.", "The person, the manager who is asked and the OD team.",
        kept=("Applications in recruitment",), identifier="person_id asked_manager_id",
        about="languages outcome sent_at manager asked_at reminded_at answered_at decided_at told told_at",
        text="why manager_why", technical="id round_id version"),
    "recruitment_decision": Table(
        "What was decided, and why.", "The person and the OD team.", kept=("What was decided",),
        identifier="person_id by_id", about="at what", text="reason", technical="id round_id"),
    "recruitment_suggestion": Table(
        "Who suggested whom.", "Both, and the OD team as a number.", kept=("Suggestions that",),
        identifier="person_id by_id", about="answer made_at", technical="id round_id"),
    "shared_item": Table(
        "What union representatives are told.", "The representatives it is for.",
        kept=("What was shared with union",), basis=Basis.NONE, council="title body address made_at shared_at",
        technical="id once version"),
    "shared_item_network": Table(
        "Which unions it is for.", "The representatives it is for.", kept=("What was shared with union",),
        basis=Basis.NONE, technical="item_id network_id"),
}  # fmt: skip
