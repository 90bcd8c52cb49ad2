"""Forms of making and running surveys: shape and wording only."""
