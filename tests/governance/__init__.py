"""Governance: inventory, documents, notices, requests for data."""
