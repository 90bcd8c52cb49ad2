"""What the council signs and shows about data: inventory, assessments, notices, and requests for one's own data."""
