"""Addresses of results by a characteristic."""

SIGNED_IN = "surveys.results_split"
PAGES = (
    ("Amara", "/surveys/2/results/characteristics"), ("Amara", "/surveys/2/results/characteristics?by=Y2"),
    ("Chloe", "/surveys/2/results/questions/R1"),
)  # fmt: skip
