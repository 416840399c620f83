"""Members, closets, addresses, sizes and blocks."""

from closets.models.address import Address
from closets.models.block import Block
from closets.models.closet import Closet, Unit
from closets.models.handle import FormerHandle, HandleLook
from closets.models.size import MySize
from closets.models.user import User
from closets.models.vacation import Vacation

__all__ = [
    "Address",
    "Block",
    "Closet",
    "FormerHandle",
    "HandleLook",
    "MySize",
    "Unit",
    "User",
    "Vacation",
]
