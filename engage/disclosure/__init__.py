"""What may be published: certified coarsening and its check. Pure; imports nothing of engage."""

from engage.disclosure.audit import Audit, FigureAudit, Merge
from engage.disclosure.blocks import (
    Block,
    Composite,
    Figure,
    IndexBy,
    Kind,
    Partition,
    Reason,
    Unit,
)
from engage.disclosure.certificate import Certificate, Sets
from engage.disclosure.check import Fault, faults
from engage.disclosure.options import option_figure
from engage.disclosure.rates import BlockRate, End, Rate, after_close, bound, rounded
from engage.disclosure.release import NotCertified, Release, release_tree

__all__ = [
    "Audit",
    "Block",
    "BlockRate",
    "Certificate",
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
    "Unit",
    "after_close",
    "bound",
    "faults",
    "option_figure",
    "release_tree",
    "rounded",
]
