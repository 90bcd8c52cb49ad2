"""The addresses of consultations."""

SIGNED_IN = "consultation.index"
PAGES = (("Amara", "/consultations/"),)
