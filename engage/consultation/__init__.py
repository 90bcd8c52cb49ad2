"""Consultation: drafts and two-column boards, their stages, and what changed."""
