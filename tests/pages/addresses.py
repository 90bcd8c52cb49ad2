"""The addresses of guides and help."""

SIGNED_IN = "pages.index"
PAGES = (("Amara", "/guides/"),)
