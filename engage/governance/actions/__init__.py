"""Writing the documents, and answering requests for data."""
