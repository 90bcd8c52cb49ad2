"""flask audit … and flask retention …"""

from engage.admin.commands.audit import audit
from engage.admin.commands.retention import retention_group

GROUPS = (audit, retention_group)
