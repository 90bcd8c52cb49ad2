"""The council's own guides, toolkits, benefits and help."""
