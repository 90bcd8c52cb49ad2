"""The sealed box: for any feature that collects answers nobody may tie to a person."""
