"""What a report is, how its figures are frozen, and how a paper is laid out: pure."""
