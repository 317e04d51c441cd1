from accounts.models.guardian import Guardian, OneTimeCode
from accounts.models.user import Membership, User

__all__ = ["Guardian", "Membership", "OneTimeCode", "User"]
