"""What assessments are told by: codes that the tables keep."""

import enum


class Origin(enum.StrEnum):
    """Where an edition of a scale comes from."""

    SHIPPED = "shipped"
    TEAM = "team"
    FILE = "file"


class EvidenceKind(enum.StrEnum):
    """What somebody has looked at to rate an item."""

    DOCUMENT = "document"
    INTERVIEW = "interview"
    OBSERVATION = "observation"
    CHART = "chart"
    OTHER = "other"


class RatingMark(enum.StrEnum):
    """How an item stands with a rater: scored, or answered without a score."""

    SCORE = "score"
    NOT_RATED = "NR"
    NOT_APPLICABLE = "NA"
