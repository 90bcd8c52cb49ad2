"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

INVENTORY = {
    "consultation": Table(
        "What the council asks about, and when.", "All it asks.", kept=("Consultations, entries without names",),
        figure="figures",
        council="title intro kind named audience state opens_at closes_at asked closed_at answered_at "
        "outcome names_removed_at", technical="id version created_at"),
    "consultation_stage": Table(
        "The stages of a consultation.", "All it asks.", kept=("Consultations, entries without names",),
        basis=Basis.NONE, council="name on outcome done", technical="id consultation_id position"),
    "consultation_statement": Table(
        "Statements of a draft.", "All it asks.", kept=("Consultations, entries without names",), basis=Basis.NONE,
        council="text new_text", technical="id consultation_id position"),
    "consultation_answer": Table(
        "What the council answers to a theme.", "All it asks.", kept=("Consultations, entries without names",),
        basis=Basis.NONE, council="decision text old_wording new_wording",
        technical="id consultation_id theme_id statement_id version"),
    "consultation_entry": Table(
        "What people wrote.",
        "All it asks read the words. Who wrote it no page shows in a confidential consultation.",
        kept=("Who wrote an entry", "Consultations: the unit somebody"),
        identifier="author_id", about="unit_id place written_on hidden_at", text="text",
        technical="id consultation_id statement_id board_column agreed once"),
    "entry_agreement": Table(
        "Who agreed with an entry, so that it counts once.", "No page.",
        kept=("Who wrote an entry",), identifier="person_id", technical="entry_id"),
    "entry_theme": Table(
        "What an entry is about.", "All it asks.", kept=("Consultations, entries without names",), basis=Basis.NONE,
        technical="entry_id theme_id"),
    "statement_verdict": Table(
        "Who said that a statement sounds like us.",
        "Nobody but the person; counted once through the disclosure engine.", kept=("Consultations: who said",),
        identifier="person_id", answer="sounds_like_us", technical="statement_id"),
}  # fmt: skip
