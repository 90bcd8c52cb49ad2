"""Reports as files: Word and CSV, made of nothing but the report's document."""
