"""Tables of the surveys."""

from engage.surveys.models.benchmarks import (
    Benchmark,
    BenchmarkFigure,
    JoinedQuestion,
)
from engage.surveys.models.codes import (
    CodeBatch,
    Kiosk,
    PaperCount,
    SurveyCode,
)
from engage.surveys.models.comments import (
    CommentReview,
    CommentReviewer,
    CommentTheme,
    Quotation,
    SurveyComment,
    ThemeKeyword,
)
from engage.surveys.models.library import (
    QuestionSet,
    QuestionSetUse,
    QuestionSetVersion,
    SurveyOrigin,
)
from engage.surveys.models.packs import ResultPack
from engage.surveys.models.pulse import (
    PulseAsked,
    PulseSeries,
    PulseWave,
)
from engage.surveys.models.reach import (
    SurveyBounce,
    SurveyLeftOut,
    SurveyMail,
    SurveyMailTo,
    SurveyReach,
)
from engage.surveys.models.standing import (
    StandingPool,
    StandingSeries,
)
from engage.surveys.models.surveys import (
    Invitation,
    Release,
    ReleaseBlock,
    ReleaseTable,
    Survey,
)
from engage.surveys.models.talked import ResultTalk

__all__ = [
    "Benchmark",
    "BenchmarkFigure",
    "CodeBatch",
    "CommentReview",
    "CommentReviewer",
    "CommentTheme",
    "Invitation",
    "JoinedQuestion",
    "Kiosk",
    "PaperCount",
    "PulseAsked",
    "PulseSeries",
    "PulseWave",
    "QuestionSet",
    "QuestionSetUse",
    "QuestionSetVersion",
    "Quotation",
    "Release",
    "ReleaseBlock",
    "ReleaseTable",
    "ResultPack",
    "ResultTalk",
    "StandingPool",
    "StandingSeries",
    "Survey",
    "SurveyBounce",
    "SurveyCode",
    "SurveyComment",
    "SurveyLeftOut",
    "SurveyMail",
    "SurveyMailTo",
    "SurveyOrigin",
    "SurveyReach",
    "ThemeKeyword",
]
