"""Shape and wording of what is typed here."""
