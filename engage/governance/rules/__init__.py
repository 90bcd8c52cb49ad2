"""What may be done with requests and documents, and how the documents are put together."""
