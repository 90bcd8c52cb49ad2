"""Actions: what the council promised because of what staff said, and what came of it."""
