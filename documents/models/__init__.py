"""Models of the documents room."""

from documents.models.act_text import ActText
from documents.models.document import Document, DocumentPart, SafeRefresh, state_constraint
from documents.models.import_batch import ImportBatch, ImportEffect, ImportRow
from documents.models.import_memory import NameChoice, NameDecision, SourceLayout
from documents.models.job import Job, JobLine, JobStatus, LineOutcome
from documents.models.number_series import NumberSeries
from documents.models.proof import ShownPrint, SignatureFile, Verdict, VerificationCode
from documents.models.signature import AboutDocument, Deviation, Meaning, Signature
from documents.models.stored_file import StoredFile

__all__ = [
    "AboutDocument",
    "ActText",
    "Deviation",
    "Document",
    "DocumentPart",
    "ImportBatch",
    "ImportEffect",
    "ImportRow",
    "Job",
    "JobLine",
    "JobStatus",
    "LineOutcome",
    "Meaning",
    "NameChoice",
    "NameDecision",
    "NumberSeries",
    "SafeRefresh",
    "ShownPrint",
    "Signature",
    "SignatureFile",
    "SourceLayout",
    "StoredFile",
    "Verdict",
    "VerificationCode",
    "state_constraint",
]
