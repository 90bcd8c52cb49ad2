"""The tables of this feature."""

from engage.programme.models.boards import Board, BoardMeeting, BoardReader, ConsultationStage
from engage.programme.models.equality import EqualityFigure
from engage.programme.models.items import Item, ItemChange, ItemUpdate, Spend
from engage.programme.models.parts import Measure, MeasurePeriod, Milestone, Output, Risk, Session
from engage.programme.models.plans import Heading, Plan

__all__ = [
    "Board",
    "BoardMeeting",
    "BoardReader",
    "ConsultationStage",
    "EqualityFigure",
    "Heading",
    "Item",
    "ItemChange",
    "ItemUpdate",
    "Measure",
    "MeasurePeriod",
    "Milestone",
    "Output",
    "Plan",
    "Risk",
    "Session",
    "Spend",
]
