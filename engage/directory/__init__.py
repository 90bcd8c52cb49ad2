"""The organisation itself: units, people, posts, and how they sign in."""
