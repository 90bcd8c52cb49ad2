"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

INVENTORY = {
    "person": Table(
        "Who works here, from the staff records.",
        "The person; administrators. All staff see name, unit and job title.", kept=("People and their posts",),
        identifier="employee_number", contact="first_name known_as surname email",
        about="kind language started_on leaves_on", technical="id source"),
    "post": Table(
        "Where and as what somebody works.", "The person; administrators. All staff see unit and job title.",
        kept=("People and their posts",), identifier="person_id",
        about="unit_id job_title grade site work_type shift contract hours is_head is_main ended_on",
        technical="id reference manager_post_id source"),
    "unit": Table(
        "The parts of the council.", "All staff.", kept=("Units, closed ones too",), basis=Basis.NONE,
        council="code name level parent_id opened_on closed_on replaced_by_id", technical="id"),
    "account": Table(
        "Signing in.", "Nobody sees a password; administrators see whether an account is claimed.",
        kept=("Passwords, as a scrambled value",), identifier="person_id", about="claimed_at",
        scrambled="password_hash", technical="session_version"),
    "sign_in_code": Table(
        "One-time codes.", "Nobody: the code is shown or sent once.", kept=("One-time codes",),
        identifier="person_id", about="expires_at used_at", scrambled="code_hash", technical="id"),
    "ended_session": Table(
        "Sessions that somebody signed out of.", "No page.", kept=("Sessions that somebody",), scrambled="mark",
        technical="at"),
    "throttle": Table(
        "Failed tries to sign in.", "No page.", kept=("Failed tries to sign in",), about="failures since",
        scrambled="key"),
    "role_grant": Table(
        "Who is in the OD team, and who is administrator.", "Administrators.",
        kept=("Roles that somebody was given",), identifier="person_id", about="role"),
    "import_profile": Table(
        "How a file of people or units is read.", "Administrators.", until="until it is changed", basis=Basis.NONE,
        council="name columns"),
    "import_run": Table(
        "Who brought in which file, and what undoes it.", "Administrators.",
        kept=("Imports: when", "What it takes to undo"), identifier="by_id", contact="undo",
        about="at summary rolled_back_at", technical="id kind number filename"),
    "framework": Table(
        "The published values and behaviours.", "All staff.", kept=("Published frameworks",), basis=Basis.NONE,
        council="title document published_at in_force_from ended_on", technical="id version digest"),
    "framework_value": Table(
        "One value of a published framework.", "All staff.", kept=("Published frameworks",), basis=Basis.NONE,
        council="identity name about colour replaces", technical="id framework_id position"),
    "behaviour": Table(
        "One behaviour of a published framework.", "All staff.", kept=("Published frameworks",), basis=Basis.NONE,
        council="identity audience audience_kind level polarity text tags question replaces",
        technical="id value_id position"),
    "theme": Table(
        "The list of themes.", "All staff.", until="for good; a retired theme is no longer offered", basis=Basis.NONE,
        council="name about offered", technical="id position"),
    "network": Table(
        "Networks of colleagues: what they are for, and how many seats.", "All staff.", until="for good",
        identifier="sponsor_id",
        council="kind name role commitment charter term_months seats ratio floor group_minimum training "
        "training_months hidden closed_on", technical="id position created_at"),
    "network_coordinator": Table(
        "Who looks after a network.", "The OD team; all staff where the person says so.",
        kept=("Who looks after a network",), identifier="person_id", about="named", technical="network_id"),
    "appointment": Table(
        "Champions, first aiders and union representatives, and their terms.",
        "All staff while it lasts; then the OD team.",
        kept=("Who is appointed to a network", "Appointments that have ended"), identifier="person_id",
        about="unit_id started_on term_ends_on ended_on ended_why languages", text="about", special="network_id",
        technical="id"),
    "training": Table(
        "Courses that networks need.", "The OD team.",
        kept=("Training of people who work here", "Training of people who have left"), identifier="person_id",
        about="course done_on expires_on origin", technical="id"),
}  # fmt: skip
