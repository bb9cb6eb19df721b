"""Forms of the attestation room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.widgets import dress
from attestation.models import (
    AttachedPaper,
    Campaign,
    CertificationCard,
    ChangeEvent,
    CommissionMember,
    FactorList,
    FactorListItem,
    ImprovementPlan,
    LegalStanding,
    Order,
    OrderStage,
    PaperKind,
    PlanMeasure,
    ResultList,
    Submission,
    SurveyPoint,
    SurveyProtocol,
    TradeUnion,
    UnionAgreement,
    WorkplaceList,
    WorkplaceListItem,
)
from documents.forms import OwnedForm, form_of

CampaignForm = form_of(Campaign, "title", "kind", "dated_on", "previous_order_on", "previous_order_number")
"""A certification."""


OrderForm = form_of(
    Order,
    "campaign",
    "kind",
    "number",
    "dated_on",
    "starts_on",
    "ends_on",
    "powers",
    "quorum",
    "change_ground",
    "change_basis",
)
"""An order."""


CommissionMemberForm = form_of(
    CommissionMember,
    "user",
    "printed_name",
    "position",
    "seat",
    "is_responsible",
    "replaces",
    "serves_from",
    "serves_through",
)
"""A seat in the commission."""


OrderStageForm = form_of(OrderStage, "title", "starts_on", "ends_on", "responsible")
"""A line of the schedule."""


StandingForm = form_of(
    LegalStanding,
    "group",
    "list_536",
    "list_536_entry",
    "special_conditions",
    "is_textile",
    "is_chemical_production",
    "is_medical",
    "short_hours_week",
    "short_hours_entry",
    "previous_class",
    "previous_order_number",
    "previous_order_on",
)
"""Where a group stands in the legal lists."""


TradeUnionForm = form_of(TradeUnion, "name", "chair_name", "representatives", "is_active")
"""A union."""


WorkplaceListForm = form_of(WorkplaceList, "campaign", "number", "dated_on")
"""The list of workplaces to be certified."""


WorkplaceListItemForm = form_of(WorkplaceListItem, "group", "ground", "note")
"""A group on that list."""


SurveyForm = form_of(SurveyProtocol, "campaign", "number", "dated_on", "group", "measures")
"""A survey protocol."""


SurveyPointForm = form_of(SurveyPoint, "code", "is_met", "remark")
"""A point of a survey."""


FactorListForm = form_of(FactorList, "campaign", "number", "dated_on")
"""The list of factors to be studied."""


FactorListItemForm = form_of(FactorListItem, "group", "indicator", "note")
"""A factor on that list."""


CardForm = form_of(CertificationCard, "campaign", "group", "number")
"""A card: which group; all the rest is computed."""


ResultListForm = form_of(ResultList, "campaign", "kind")
"""A result list: which one; its rows are composed."""


PlanForm = form_of(ImprovementPlan, "campaign")
"""The plan of measures."""


PlanMeasureForm = form_of(
    PlanMeasure,
    "group",
    "measure",
    "responsible",
    "due_on",
    "planned_cost",
    "actual_cost",
    "improved_places",
    "compliant_places",
    "done_note",
)
"""A measure of the plan."""
PlanMeasureForm.EXTRA = ("actual_cost", "improved_places", "compliant_places", "done_note")


class PlanFillForm(forms.Form):
    """A person and a term for all measures that have none."""

    responsible = forms.CharField(label=_("ответственный"), max_length=300, required=False)
    due_on = forms.DateField(label=_("срок выполнения"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields)


class EventForm(OwnedForm):
    """A fact of the plant's life; what it is was chosen before."""

    demanded_by = forms.DateField(
        label=_("срок, названный в требовании или предписании"),
        required=False,
        help_text=_("Нужен, когда срок ставит госэкспертиза, а не Положение."),
    )

    class Meta(OwnedForm.Meta):
        model = ChangeEvent
        fields = ["happened_on", "groups", "description"]


AgreementForm = form_of(UnionAgreement, "campaign", "union", "number")
"""An agreement with a union."""


SubmissionForm = form_of(Submission, "campaign", "order", "authority", "due_on")
"""A submission."""


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files of one kind: each is cleaned by itself."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files; nothing at all is refused like a missing file."""
        files = [item for item in data or [] if item] if isinstance(data, (list, tuple)) else [data]
        return [super(_FilesField, self).clean(item, initial) for item in files or [None]]


class AttachedPaperForm(OwnedForm):
    """Papers made outside of the system: scans, receipts, certificates; a file each."""

    ENDINGS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".xlsx", ".docx", ".xml", ".txt", ".zip", ".p7s")
    MOST = 20
    upload = _FilesField(
        label=_("Файлы"), help_text=_("PDF, снимок, документ или архив до 12 МБ каждый; можно выбрать несколько.")
    )

    class Meta(OwnedForm.Meta):
        model = AttachedPaper
        fields = ["kind", "title", "number", "dated_on", "laboratory", "submission"]

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["submission"]
        choice.queryset = Submission.objects.filter(campaign=campaign)
        self.fields["upload"].widget.attrs["accept"] = ",".join(self.ENDINGS)
        dress(self.fields)

    def clean_upload(self) -> Any:
        """Refuse kinds of files that nobody files, and more than the archive takes."""
        uploads = self.cleaned_data["upload"]
        if len(uploads) > self.MOST:
            raise forms.ValidationError(_("За один раз принимается до %s файлов") % self.MOST)
        for upload in uploads:
            if not upload.name.lower().endswith(self.ENDINGS):
                raise forms.ValidationError(
                    _("%s: такой файл не принимается, нужен PDF, снимок, документ или архив") % upload.name
                )
            if upload.size > 12 * 1024 * 1024:
                raise forms.ValidationError(_("%s: файл больше 12 МБ") % upload.name)
        return uploads

    def clean(self) -> dict[str, Any]:
        """A certificate of accreditation belongs to a laboratory."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") == PaperKind.ACCREDITATION and data.get("laboratory") is None:
            self.add_error("laboratory", _("Укажите лабораторию, чей это аттестат"))
        return data
