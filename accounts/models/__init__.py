"""Models of the accounts room."""

from accounts.models.employer import Employer
from accounts.models.journal import JournalEntry, JournalHead
from accounts.models.membership import Membership, Role
from accounts.models.owned import EmployerOwned
from accounts.models.user import User

__all__ = ["Employer", "EmployerOwned", "JournalEntry", "JournalHead", "Membership", "Role", "User"]
