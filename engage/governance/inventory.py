"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

REQUESTS = ("Requests for one’s own data",)
INVENTORY = {
    "policy_version": Table(
        "What the council writes in its notices and assessments, version by version.",
        "Everybody reads the notices; the OD team and administrators the assessments.",
        kept=("Versions of the privacy notice",), identifier="published_by_id",
        council="fields changed published_at", technical="id document number"),
    "data_request": Table(
        "Who asked for their own data, until when it is due, and what became of it.",
        "The person; administrators.", kept=REQUESTS, basis=Basis.LEGAL, identifier="person_id made_by_id",
        about="received_on due_on extended_at state made_at released_at closed_at", text="note outcome extended_why",
        technical="id version"),
    "third_party_kept": Table(
        "What is about somebody else and stays in a copy all the same, and why.", "Administrators.",
        kept=REQUESTS, basis=Basis.LEGAL, text="reason", technical="request_id record name"),
}  # fmt: skip
