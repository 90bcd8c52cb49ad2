"""Thanks, stories, awards with fair panels, and who gets recognised."""
