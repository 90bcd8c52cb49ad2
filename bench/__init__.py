"""How fast the service is, measured; README.md holds the figures."""
