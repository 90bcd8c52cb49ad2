"""Committee papers, directorate pages and exception reports: figures that are frozen, and go out in Word."""
