"""The kinds that what is kept of a person can be of; codes in the store, words on the screen."""

import enum


class Stage(enum.StrEnum):
    """Where a person is with the team."""

    REFERRED = "referred"
    ASSESSED = "assessed"
    ENROLLED = "enrolled"
    CLOSED = "closed"


class LanguageForm(enum.StrEnum):
    """The written language a person gets papers in."""

    BOKMAL = "nb"
    NYNORSK = "nn"
    ENGLISH = "en"


class AdmissionKind(enum.StrEnum):
    """Where a person stays who is not at home."""

    PSYCHIATRIC_WARD = "psychiatric_ward"
    SUBSTANCE_WARD = "substance_ward"
    SOMATIC_WARD = "somatic_ward"
    YOUTH_WARD = "youth_ward"
    PRISON = "prison"
    OTHER = "other"


class ConsentKind(enum.StrEnum):
    """What a consent is to."""

    PLAN = "plan"
    SHARE = "share"


class ConsentGiver(enum.StrEnum):
    """Who gave a consent: the person, a parent, a legal guardian, or child welfare in charge."""

    SELF = "self"
    PARENT = "parent"
    GUARDIAN = "guardian"
    CHILD_WELFARE = "child_welfare"
