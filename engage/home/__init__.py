"""The start page, built from the features' queries."""
