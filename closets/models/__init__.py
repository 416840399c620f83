"""Members, closets, addresses, sizes and blocks."""

from closets.models.address import Address
from closets.models.block import Block
from closets.models.closet import Closet
from closets.models.size import MySize
from closets.models.user import User

__all__ = ["Address", "Block", "Closet", "MySize", "User"]
