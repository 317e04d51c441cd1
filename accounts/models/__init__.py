from .guardian import Guardian, OneTimeCode
from .user import Membership, User

__all__ = ["Guardian", "Membership", "OneTimeCode", "User"]
