"""A plant with its people and workplaces, and the procedure up to any stage."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from accounts.models import Employer, Role, User
from attestation.models import (
    AttachedPaper,
    Campaign,
    CertificationCard,
    Order,
    OrderKind,
    PlanMeasure,
    Seat,
    TradeUnion,
)
from attestation.services.cards import card_create
from attestation.services.preparation import (
    campaign_create,
    factor_list_compose,
    order_create,
    surveys_create,
    workplace_list_compose,
)
from attestation.services.results import agreements_create, plan_compose, result_lists_create
from attestation.services.standings import standing_put
from attestation.services.submissions import Upload, paper_attach
from documents.services.editing import document_edit
from documents.services.perform import perform
from measurements.models import FactorCode, Indicator, Laboratory, MeasurementProtocol
from measurements.services.assessments import load_protocol_put, strain_assessment_put
from measurements.services.protocols import (
    indicator_put,
    instrument_put,
    laboratory_put,
    laboratory_scope_set,
    protocol_instruments_fill,
    protocol_put,
)
from measurements.services.time_studies import StudyRow, time_study_put
from norms.mental_strain import strain_indicators
from tests.factories.people import EmployerFactory, person
from workplaces.models import AnalogousGroup, Employee
from workplaces.services.staffing import PositionRow, position_put

ORDER_ON = dt.date(2026, 9, 1)
STUDY_ON = dt.date(2026, 9, 8)
MEASURED_ON = dt.date(2026, 9, 14)
CARD_ON = dt.date(2026, 10, 12)
APPROVED_ON = dt.date(2026, 11, 24)


@dataclass
class Plant:
    """An employer with the people of the procedure; methods carry the procedure on."""

    employer: Employer
    officer: User
    director: User
    chair: User
    union: User
    shop: User
    laboratory_guest: User
    members: list[User]
    groups: list[AnalogousGroup] = field(default_factory=list)

    @classmethod
    def build(cls, groups: int = 1, members: int = 2, **employer: Any) -> Plant:
        """Create an employer, its people, and ``groups`` positions of the staffing table."""
        owner = EmployerFactory(**employer)
        plant = cls(
            employer=owner,
            officer=person(owner, Role.SAFETY_OFFICER),
            director=person(owner, Role.HEAD, position="директор"),
            chair=person(owner, Role.COMMISSION_MEMBER),
            union=person(owner, Role.UNION),
            shop=person(owner, Role.DEPARTMENT_HEAD),
            laboratory_guest=person(owner, Role.LABORATORY),
            members=[person(owner, Role.COMMISSION_MEMBER) for _ in range(members)],
        )
        for number in range(1, groups + 1):
            plant.add_group(number)
        return plant

    def add_group(self, number: int, **changes: Any) -> AnalogousGroup:
        """Put a position in: two workplaces, four workers."""
        row = {
            "number": str(number),
            "place": number,
            "shop": "Литейный цех",
            "section": "",
            "profession": f"Обрубщик {number}",
            "code": f"7211-{number:03}",
            "reference_issue": "2",
            "grade": "4",
            "workplace_count": 2,
            "headcount": 4,
            "women_count": 0,
            "shifts": 2,
            "shift_minutes": 480,
        }
        position_put(PositionRow(**{**row, **changes}), employer=self.employer, actor=self.officer)
        group = AnalogousGroup.objects.get(employer=self.employer, number=str(number))
        standing = {"previous_class": "3.1", "previous_order_on": dt.date(2021, 11, 24), "previous_order_number": "412"}
        standing_put(group, standing, actor=self.officer)
        self.groups.append(group)
        return group

    @property
    def group(self) -> AnalogousGroup:
        """The first group."""
        return self.groups[0]

    def campaign(self) -> Campaign:
        """A campaign in preparation."""
        return campaign_create(employer=self.employer, title="Аттестация 2026", dated_on=ORDER_ON, actor=self.officer)

    def hold_order(self, campaign: Campaign, **changes: Any) -> Order:
        """A complete draft of the order to hold it."""
        people = [(self.chair, Seat.CHAIR), *((member, Seat.MEMBER) for member in self.members)]
        members = [
            {
                "user": user,
                "printed_name": user.short_name,
                "position": "инженер",
                "seat": seat,
                "is_responsible": place == 1,
            }
            for place, (user, seat) in enumerate(people)
        ]
        fields = {
            "kind": OrderKind.HOLD,
            "number": "324",
            "starts_on": ORDER_ON,
            "ends_on": APPROVED_ON,
            "members": members,
            "stages": [{"title": "Измерения", "starts_on": ORDER_ON, "ends_on": MEASURED_ON}],
        }
        return order_create(campaign, actor=self.officer, **{**fields, **changes})

    def open_campaign(self) -> Campaign:
        """A campaign whose order is issued and whose list of workplaces is approved."""
        campaign = self.campaign()
        perform(self.hold_order(campaign), "issue", actor=self.director, on=ORDER_ON)
        workplaces = workplace_list_compose(campaign, actor=self.officer)
        perform(workplaces, "approve", actor=self.chair, on=ORDER_ON)
        return Campaign.objects.get(pk=campaign.pk)

    def hold_order_with_quorum(self, campaign: Campaign, quorum: int) -> Order:
        """The draft of the order, with the number of members who must sign."""
        return document_edit(self.hold_order(campaign), {"quorum": quorum}, actor=self.officer)

    def approve_list(self, campaign: Campaign) -> None:
        """The list of workplaces, approved by the chair."""
        perform(workplace_list_compose(campaign, actor=self.officer), "approve", actor=self.chair, on=ORDER_ON)

    def noise(self) -> Indicator:
        """The indicator «шум»."""
        return indicator_put(employer=self.employer, name="шум", factor="NOISE", method="NOISE", unit="дБА")

    def laboratory(self) -> Laboratory:
        """A laboratory that may measure everything, with one verified instrument."""
        laboratory = laboratory_put(
            employer=self.employer,
            name="ООО «Гигиена-Тест»",
            accreditation_number="BY/112 2.4781",
            accredited_through=dt.date(2028, 5, 20),
            actor=self.officer,
        )
        laboratory.guests.add(self.laboratory_guest)
        laboratory_scope_set(laboratory, [code.value for code in FactorCode], actor=self.officer)
        instrument_put(
            laboratory,
            name="Шумомер",
            serial_number="1",
            factors=[code.value for code in FactorCode],
            certificate="МН1",
            verified_on=dt.date(2026, 1, 10),
            valid_through=dt.date(2027, 1, 9),
            actor=self.officer,
        )
        return laboratory

    def protocol(
        self, group: AnalogousGroup, value: str = "88", number: str = "401-Ш", on: dt.date = MEASURED_ON
    ) -> MeasurementProtocol:
        """A complete draft of a protocol of noise."""
        result = {
            "group": group,
            "indicator": self.noise(),
            "method": "NOISE",
            "value": Decimal(value),
            "limit": Decimal(80),
        }
        protocol, _outcome = protocol_put(
            laboratory=self.laboratory(),
            number=number,
            dated_on=on,
            representative="инженер по охране труда",
            results=[{**result, "unit": "дБА"}],
            actor=self.officer,
        )
        protocol_instruments_fill(protocol, actor=self.officer)
        return MeasurementProtocol.objects.get(pk=protocol.pk)

    def study_rows(self) -> list[StudyRow]:
        """A shift of 480 minutes, 400 of them under noise, 455 counted for the full day."""
        noise = (self.noise(),)
        return [
            StudyRow("Получение задания", dt.time(7, 45), "ПЗ"),
            StudyRow("Основная работа", dt.time(14, 25), "ОП", noise),
            StudyRow("Уборка", dt.time(14, 45), "ОБ"),
            StudyRow("Перерывы", dt.time(15, 5), "РП"),
            StudyRow("Прочее", dt.time(15, 30), "НП"),
        ]

    def time_study(self, group: AnalogousGroup, rows: list[StudyRow] | None = None) -> Any:
        """A draft of a time study."""
        study, _outcome = time_study_put(
            group=group,
            number=group.number,
            observed_on=STUDY_ON,
            starts_at=dt.time(7, 30),
            rows=rows or self.study_rows(),
            actor=self.officer,
        )
        return study

    def load(self, group: AnalogousGroup, values: dict[str, str] | None = None) -> Any:
        """A draft of a load protocol: one indicator of class 3.1 unless told."""
        found = {code: Decimal(text) for code, text in (values or {"3.6": "150"}).items()}
        protocol, _outcome = load_protocol_put(
            group=group, number=f"Т-{group.number}", dated_on=MEASURED_ON, sex="м", values=found, actor=self.officer
        )
        return protocol

    def strain(self, group: AnalogousGroup, classes: dict[str, str] | None = None) -> Any:
        """A draft of a strain assessment: all optimal unless told."""
        all_classes = dict.fromkeys(strain_indicators(MEASURED_ON), "1") | (classes or {})
        assessment, _outcome = strain_assessment_put(
            group=group, dated_on=MEASURED_ON, classes=all_classes, actor=self.officer
        )
        return assessment

    def evidence(self, group: AnalogousGroup, value: str = "88", rows: list[StudyRow] | None = None) -> None:
        """All papers behind a card, in force."""
        perform(self.protocol(group, value, number=f"{group.number}-Ш"), "issue", actor=self.officer, on=MEASURED_ON)
        study = perform(self.time_study(group, rows), "complete", actor=self.officer, on=STUDY_ON)
        perform(study, "approve", actor=self.shop, on=STUDY_ON)
        perform(self.load(group), "approve", actor=self.officer, on=MEASURED_ON)
        perform(self.strain(group), "approve", actor=self.officer, on=MEASURED_ON)

    def card(self, campaign: Campaign, group: AnalogousGroup) -> CertificationCard:
        """A draft of a card with its evidence in force."""
        self.evidence(group)
        return card_create(campaign, group, actor=self.officer)

    def card_on_signature(self, campaign: Campaign, group: AnalogousGroup) -> CertificationCard:
        """A card that waits for the commission."""
        card = perform(self.card(campaign, group), "assess", actor=self.officer, on=CARD_ON)
        return perform(card, "send_for_signature", actor=self.officer, on=CARD_ON)

    def sign(self, card: CertificationCard) -> CertificationCard:
        """Let every member and then the chair sign."""
        for member in self.members:
            card = perform(card, "sign_as_member", actor=member, on=CARD_ON)
        return perform(card, "sign_as_chair", actor=self.chair, on=CARD_ON)

    def compose(self, campaign: Campaign) -> None:
        """Lists and plan, signed by the chair."""
        for result in result_lists_create(campaign, actor=self.officer):
            composed = perform(result, "compose", actor=self.officer, on=CARD_ON)
            perform(composed, "sign_as_chair", actor=self.chair, on=CARD_ON)
        plan = plan_compose(campaign, actor=self.officer)
        PlanMeasure.objects.filter(plan=plan).update(responsible="главный технолог", due_on=dt.date(2027, 9, 1))
        plan = perform(plan, "compose", actor=self.officer, on=CARD_ON)
        perform(plan, "sign_as_chair", actor=self.chair, on=CARD_ON)

    def agree(self, campaign: Campaign) -> None:
        """The union agrees."""
        for agreement in agreements_create(campaign, actor=self.officer):
            sent = perform(agreement, "send", actor=self.officer, on=CARD_ON)
            perform(sent, "agree", actor=self.union, on=CARD_ON)

    def attach_papers(self, campaign: Campaign) -> None:
        """The commission's minutes and the certificates of the laboratories, made outside."""
        for kind, laboratory in (("MINUTES", None), ("ACCREDITATION", Laboratory.objects.get(employer=self.employer))):
            paper = AttachedPaper(employer=self.employer, campaign=campaign, kind=kind, laboratory=laboratory)
            paper_attach(paper, Upload(f"{kind}.pdf", b"%PDF-1.7"), actor=self.officer)

    def ready_for_approval(self) -> Order:
        """The order of approval with everything ready for it: a union, a worker, a signed card, lists."""
        TradeUnion.objects.create(employer=self.employer, name="профсоюз", chair_name="Т. И. Савчук")
        Employee.objects.create(
            employer=self.employer, personnel_number="1", full_name="Кот Павел Иванович", sex="м", group=self.group
        )
        campaign = self.open_campaign()
        for survey in surveys_create(campaign, actor=self.officer):
            perform(survey, "approve", actor=self.members[0], on=ORDER_ON)
        self.sign(self.card_on_signature(campaign, self.group))
        perform(factor_list_compose(campaign, actor=self.officer), "approve", actor=self.members[0], on=ORDER_ON)
        self.compose(campaign)
        self.agree(campaign)
        self.attach_papers(campaign)
        return order_create(campaign, kind=OrderKind.APPROVE, number="431", actor=self.officer)

    def whole_procedure(self) -> Campaign:
        """A completed campaign: every kind of document exists."""
        order = perform(self.ready_for_approval(), "issue", actor=self.director, on=APPROVED_ON)
        return Campaign.objects.get(pk=order.campaign_id)
