"""Models of the attestation room."""

from attestation.models.acquaintance import Acquaintance
from attestation.models.agreement import TradeUnion, UnionAgreement
from attestation.models.campaign import Campaign, CampaignKind
from attestation.models.card import CertificationCard
from attestation.models.card_parts import (
    CardFactor,
    CardLine,
    CardLoadLine,
    CardStrainLine,
    Entitlement,
    OutcomeCode,
    RightCode,
)
from attestation.models.event import ChangeEvent, FactCode
from attestation.models.factor_list import FactorList, FactorListItem
from attestation.models.order import ChangeGround, CommissionMember, Order, OrderKind, OrderStage, Seat
from attestation.models.paper import AttachedPaper, PaperKind, SubmissionEvent
from attestation.models.plan import ImprovementPlan, PlanMeasure
from attestation.models.preliminary import PreliminaryClass
from attestation.models.result_list import ResultKind, ResultList, ResultListRow
from attestation.models.signing import (
    CardOpening,
    Digest,
    MemberVoice,
    Reminder,
    SignedContent,
    SigningManifest,
    SigningRound,
    VoiceKind,
)
from attestation.models.standing import LegalStanding
from attestation.models.submission import Submission
from attestation.models.survey import SurveyPoint, SurveyProtocol
from attestation.models.workplace_list import Ground, WorkplaceList, WorkplaceListItem

__all__ = [
    "Acquaintance",
    "AttachedPaper",
    "Campaign",
    "CampaignKind",
    "CardFactor",
    "CardLine",
    "CardLoadLine",
    "CardOpening",
    "CardStrainLine",
    "CertificationCard",
    "ChangeEvent",
    "ChangeGround",
    "CommissionMember",
    "Digest",
    "Entitlement",
    "FactCode",
    "FactorList",
    "FactorListItem",
    "Ground",
    "ImprovementPlan",
    "LegalStanding",
    "MemberVoice",
    "Order",
    "OrderKind",
    "OrderStage",
    "OutcomeCode",
    "PaperKind",
    "PlanMeasure",
    "PreliminaryClass",
    "Reminder",
    "ResultKind",
    "ResultList",
    "ResultListRow",
    "RightCode",
    "Seat",
    "SignedContent",
    "SigningManifest",
    "SigningRound",
    "Submission",
    "SubmissionEvent",
    "SurveyPoint",
    "SurveyProtocol",
    "TradeUnion",
    "UnionAgreement",
    "VoiceKind",
    "WorkplaceList",
    "WorkplaceListItem",
]
