"""Networks of champions, first aiders, union representatives and staff, and what comes of them."""
