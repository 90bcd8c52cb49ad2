"""What is done with reports: writing, freezing, commenting, finishing, noting what was sent."""
