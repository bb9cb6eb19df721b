"""Who may do what in the workplaces room."""

import rules

from accounts.models import Role
from accounts.permissions import has_role, reads_everything

may_staff = has_role(Role.SAFETY_OFFICER, Role.HR)

for model in ("department", "profession", "analogousgroup", "workplace", "employee", "calendarday"):
    rules.add_perm(f"workplaces.view_{model}", reads_everything)
    rules.add_perm(f"workplaces.change_{model}", may_staff)
