"""The addresses of values and behaviours."""

SIGNED_IN = "values.index"
PAGES = (("Amara", "/values/"),)
