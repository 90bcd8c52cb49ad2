"""What may be published: certified coarsening and its check. Pure; imports nothing of engage."""

from engage.disclosure.audit import Audit, FigureAudit, Merge, TableAudit
from engage.disclosure.blocks import (
    Block,
    Cell,
    Characteristic,
    Composite,
    Figure,
    IndexBy,
    Kind,
    Partition,
    Reason,
    Table,
    Unit,
)
from engage.disclosure.certificate import Certificate, Sets
from engage.disclosure.check import Fault, faults
from engage.disclosure.options import option_figure
from engage.disclosure.rates import BlockRate, End, Rate, after_close, bound, rounded, while_open
from engage.disclosure.release import NotCertified, Release, release_tree

__all__ = [
    "Audit",
    "Block",
    "BlockRate",
    "Cell",
    "Certificate",
    "Characteristic",
    "Composite",
    "End",
    "Fault",
    "Figure",
    "FigureAudit",
    "IndexBy",
    "Kind",
    "Merge",
    "NotCertified",
    "Partition",
    "Rate",
    "Reason",
    "Release",
    "Sets",
    "Table",
    "TableAudit",
    "Unit",
    "after_close",
    "bound",
    "faults",
    "option_figure",
    "release_tree",
    "rounded",
    "while_open",
]
