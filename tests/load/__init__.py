"""The server under load, and killed in the middle of it."""

# Seconds between a ballot's commit and the flag's in the slow server: long enough to be struck on a busy machine.
PAUSE = 1.0
