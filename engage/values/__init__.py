"""Values and behaviours: writing and publishing them, feedback on them, and teams that talk about them."""
