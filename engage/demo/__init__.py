"""The demonstration council: a generated borough, so that every page has something to show."""
