"""Reads of governance: the inventory, the documents' versions, and requests for data."""
