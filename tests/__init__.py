"""Tests of Engage. What they expect holds at any hour of any day: TEST_CLOCK_SHIFT puts their clock on by hours."""

import os
from datetime import timedelta

from engage.core import clock

SHIFT, _now = timedelta(hours=float(os.environ.get("TEST_CLOCK_SHIFT", "0"))), clock.now
if SHIFT:
    clock.now = lambda: _now() + SHIFT
