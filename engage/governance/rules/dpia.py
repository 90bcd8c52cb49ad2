"""The data protection impact assessment, drafted from what Engage knows; what it does not know the council writes."""

from collections.abc import Mapping

from engage.governance.rules.document import Grid, Paper, Section
from engage.governance.rules.facts import Facts
from engage.governance.rules.risks import RISKS

SUBTITLE = (
    "A draft from the settings in force and the data inventory. It says what Engage does. Whether that is right for "
    "the council, the council says: where nothing is written yet, it says so."
)


def draft(facts: Facts, own: Mapping[str, str]) -> Paper:
    """The document; `own` is what the council wrote, by field."""
    return Paper(
        f"Data protection impact assessment: Engage at {facts.organisation}",
        SUBTITLE,
        (
            Section("Why it is done", (NEED,), own=own.get("purpose", "")),
            _processing(facts),
            _data(facts),
            Section("How long it is kept", (KEPT,), grid=_kept(facts)),
            _surveys(facts),
            Section("What else is confidential", points=CONFIDENTIAL),
            _settings(facts),
            Section("What stays off until it is signed", (OFF,), grid=_switches(facts)),
            Section("Whom the council has consulted", own=own.get("consulted", "")),
            Section("Necessity and proportion", (BASIS,), own=own.get("necessity", "")),
            Section("Risks, and what Engage does about them", (RATED,), grid=Grid(
                "Risks", ("Risk", "What Engage does", "What remains"), RISKS), own=own.get("risks", "")),
            Section("What the council does besides", (BESIDES,), own=own.get("measures", "")),
            Section("Advice of the data protection officer", own=own.get("advice", "")),
            Section("Decision", own=signed(own)),
        ),
    )  # fmt: skip


NEED = (
    "The council asks the people who work for it what they think, and holds data about all of them to do so. Some "
    "answers can tell of health, belief or union membership. That is why an assessment is made before it begins."
)
KEPT = (
    "As the schedules of this installation do it. Backups keep what was deleted for as long as the council keeps "
    "backups; Engage does not know how long that is."
)
CONFIDENTIAL = (
    "Colleague feedback is confidential, not anonymous: who was asked is known. Of three reviewers two who compare "
    "notes can often tell the third.",
    "Nominations, judges’ scores and panels are confidential, not sealed: whoever runs the database can read them.",
    "A consultation keeps who wrote what until it is answered, at most three months after its close, or twelve months "
    "where it is held with names. Whoever runs the database could read it there.",
    "Who is in a staff network stands in a table of its own, without a time. Its coordinators read it, and whoever "
    "runs the database.",
    "The first aiders’ log holds no names and no words; its entries lie beside the first aider’s id for twelve months.",
    "A concern names no colleague who raised it. The OD team sees which champion passed it on until a year after the "
    "answer.",
    "What somebody needs to take part in an event is read by the person and the OD team, until 14 days after it.",
)
OFF = "Each is switched on by an administrator, who says what was signed and where it is kept."
BASIS = (
    "The lawful basis of each table stands in the data inventory, as a proposal. The council confirms it, and adds the "
    "condition for special categories and its policy document where one is needed."
)
RATED = "How likely and how grave each is here the council says below: Engage does not know the council."
BESIDES = (
    "Engage does not know who runs its servers, who holds the keys and backups, what was signed with a supplier, how "
    "staff were told, or how leavers lose their access elsewhere."
)


def _processing(facts: Facts) -> Section:
    return Section(
        "What is done",
        (
            f"Engage is the council’s own installation at {facts.address}. It holds {facts.people:,} people from the "
            "staff records, those who have left too.",
            "It runs surveys, consultations, colleague feedback, thanks, awards, networks of champions, events and "
            "guides. Judges’ scores and reviewers’ ratings are put together by a formula; people decide. Nothing "
            "profiles a person by a machine. Its pages load nothing from other organisations.",
        ),
        (
            "The data come from the council’s staff records (a file that an administrator brings in) and from what "
            "people write themselves.",
            "Mail goes out through the council’s relay." if facts.sends_mail and facts.production else
            "No mail is sent: codes are printed." if facts.production else
            "This is not a production installation: mail is laid into a folder where no relay is set up.",
        ),
    )  # fmt: skip


def _data(facts: Facts) -> Section:
    personal = [row for row in facts.rows if row.is_personal]
    counts = tuple((kind.capitalize(), f"{number:,}") for kind, number in facts.classes.items() if number)
    return Section(
        "Which data",
        (
            f"{len(facts.rows)} tables, of which {len(personal)} hold something about a person. The data inventory "
            "gives every column its class, and for each table its purpose, its lawful basis, who sees it and how long.",
        ),
        grid=Grid("Columns by class", ("Class", "Columns"), counts),
    )


def _kept(facts: Facts) -> Grid:
    rows = tuple(line for _, lines in facts.kept for line in lines)
    return Grid("How long it is kept", ("What", "How long", "Then"), rows)


def _surveys(facts: Facts) -> Section:
    rows = tuple(
        (each.title, str(each.minimum_group), str(each.comment_threshold), f"{each.kept_months} months")
        for each in facts.promised
    )
    none = "No survey is scheduled or running, so none has made a promise that is in force."
    return Section(
        "Answers to surveys",
        (
            "Answers are sealed on arrival and kept in a database of their own, without name, time or device. They are "
            "opened together after the close, shuffled and written anew; then the key is destroyed. That somebody has "
            "taken part stands in the main database, without a time, and no page shows it to anybody but the person.",
            "Figures are computed once after the close. No published figure of a survey, and no sum or difference of "
            "its figures, is about fewer people than its smallest group. That holds within one survey: two surveys of "
            "nearly the same people can be set beside each other, and colleagues who pool what they answered learn "
            "more. What somebody writes may give them away.",
            "Whoever runs the servers holds the wrapped key and its secret until the opening, could open early, and "
            "could change the software and watch an answer arrive.",
            *(() if rows else (none,)),
        ),
        grid=Grid("Promises in force", ("Survey", "Smallest group", "Answers before comments", "Kept"), rows)
        if rows else None,
    )  # fmt: skip


def _settings(facts: Facts) -> Section:
    yes = {True: "yes", False: "no"}
    boxes = "in a PostgreSQL database of its own" if facts.postgres else "in an SQLite file of its own"
    rows = (
        ("Runs as a production installation", yes[facts.production]),
        ("Reached over HTTPS", yes[facts.https]),
        ("Offers demonstration people to sign in as", yes[facts.demo]),
        ("Session ends after", f"{facts.session_hours} hours, or {facts.idle_minutes} minutes without use"),
        ("Sealed answers lie", boxes if facts.ballots_apart else "in the same database as all else"),
        ("The pages use another database user for ballots than the worker", yes[facts.ballots_insert_only]),
        ("Second factor for signing in", "no: there is none yet"),
    )
    return Section("Settings in force", grid=Grid("Settings in force", ("Setting", "Here"), rows))


def _switches(facts: Facts) -> Grid | None:
    rows = tuple((each.title, "on" if each.on else "off", each.why or each.about) for each in facts.switches)
    return Grid("Switches", ("Switch", "Now", "What was said, or what it is"), rows) if rows else None


def signed(own: Mapping[str, str]) -> str:
    """Who decided what, when, and when it is looked at again; nothing where nobody has."""
    if not own.get("decision"):
        return ""
    said = (
        own["decision"],
        f"Decided by: {own['decided_by']}" if own.get("decided_by") else "",
        f"Decided on: {own['decided_day']}" if own.get("decided_day") else "",
        f"Looked at again on: {own['review_day']}" if own.get("review_day") else "",
    )
    return "\n".join(filter(None, said))
