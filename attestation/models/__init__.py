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
from attestation.models.factor_list import FactorList, FactorListItem
from attestation.models.order import CommissionMember, Order, OrderKind, OrderStage, Seat
from attestation.models.paper import AttachedPaper, PaperKind, SubmissionEvent
from attestation.models.plan import ImprovementPlan, PlanMeasure
from attestation.models.result_list import ResultKind, ResultList, ResultListRow
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
    "CardStrainLine",
    "CertificationCard",
    "CommissionMember",
    "Entitlement",
    "FactorList",
    "FactorListItem",
    "Ground",
    "ImprovementPlan",
    "LegalStanding",
    "Order",
    "OrderKind",
    "OrderStage",
    "OutcomeCode",
    "PaperKind",
    "PlanMeasure",
    "ResultKind",
    "ResultList",
    "ResultListRow",
    "RightCode",
    "Seat",
    "Submission",
    "SubmissionEvent",
    "SurveyPoint",
    "SurveyProtocol",
    "TradeUnion",
    "UnionAgreement",
    "WorkplaceList",
    "WorkplaceListItem",
]
