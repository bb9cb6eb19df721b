"""Pages of signatures, and files of ЭЦП kept with documents."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from documents.forms import SignatureFileForm
from documents.models import AboutDocument, Document, Signature, SignatureFile
from documents.selectors import content_digest, document_about, permission_name, prints_of, verification_code
from documents.services.files import file_content
from documents.services.proof import signature_fault
from documents.services.verification import P7S, signature_file_put
from documents.views.access import get_document, require


@require_safe
def signature_page(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything a signature holds, and whether it still agrees with the journal and the document."""
    signature = get_object_or_404(Signature.objects.select_related("signer"), pk=pk)
    document = _readable(request, signature)
    context = {
        "signature": signature,
        "document": document,
        "fault": signature_fault(signature),
        "is_same_content": signature.content_digest == content_digest(document),
    }
    return render(request, "documents/signature.html", context)


@require_safe
def signature_file(request: PersonRequest, pk: int) -> HttpResponse:
    """The file of ЭЦП as it was uploaded."""
    found = get_object_or_404(SignatureFile.objects.select_related("file"), pk=pk)
    _readable(request, found)
    return HttpResponse(
        file_content(found.file),
        content_type=P7S,
        headers={"Content-Disposition": f'attachment; filename="{found.file.sha256[:16]}.p7s"'},
    )


def signature_file_new(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Keep a detached ЭЦП with an issued document."""
    _screen, document = get_document(request, slug, pk)
    require(request, "accounts.view_employer", document.employer)
    if not verification_code(document):
        raise Http404
    form = SignatureFileForm(request.POST or None, request.FILES or None, prints=prints_of(document))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        signature_file_put(
            document,
            name=file.name,
            content=file.read(),
            pdf_digest=form.cleaned_data["pdf_digest"],
            actor=request.user,
        )
        messages.success(request, _("Файл ЭЦП приложен"))
        return redirect(document)
    return render(request, "documents/signature_file.html", {"form": form, "document": document})


def _readable(request: PersonRequest, row: AboutDocument) -> Document:
    """The document of a row, for whoever may read it; 404 for another employer's."""
    document = document_about(row)
    if document is None:
        raise Http404
    require(request, permission_name(type(document), "view"), document)
    return document
