"""Who may do what with the documents of this room."""

import rules

from accounts.models import Role
from accounts.permissions import has_role, reads_everything

may_import = has_role(Role.SAFETY_OFFICER, Role.HR, Role.LABORATORY, Role.SPECIALIST)

rules.add_perm("documents.view_importbatch", may_import | reads_everything)
for verb in ("change", "read", "refuse", "apply", "undo"):
    rules.add_perm(f"documents.{verb}_importbatch", may_import)
