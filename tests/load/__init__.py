"""The server under load, and killed in the middle of it."""

# Seconds between a ballot's commit and the flag's in the slow server.
PAUSE = 0.1
