"""What must be true of guides and help."""

from engage.pages.models import GuidePage

KINDS = {"page": GuidePage.id}
CHECKS = ()
