"""Who may do what with the documents of this room."""

import rules

from accounts.models import Role
from accounts.permissions import has_role, reads_everything

rules.add_perm("documents.view_acttext", has_role(*Role.values))
rules.add_perm("documents.change_acttext", has_role(Role.SAFETY_OFFICER, Role.ADMINISTRATOR))

may_import = has_role(Role.SAFETY_OFFICER, Role.HR, Role.LABORATORY, Role.SPECIALIST)

rules.add_perm("documents.view_importbatch", may_import | reads_everything)
for verb in ("change", "read", "refuse", "apply", "undo"):
    rules.add_perm(f"documents.{verb}_importbatch", may_import)
