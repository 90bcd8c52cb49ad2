"""Making the reports of a round: once, after its box is opened; alone let at what was answered."""

from engage.values.reporting.engine import compute as compute
