"""How the release is attacked."""
