"""The forms of reports: shape and wording only."""
