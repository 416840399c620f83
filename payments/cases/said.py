"""What people write in a case."""

from dataclasses import dataclass, field

from closets.models import User
from payments.models import Case, CaseMessage


@dataclass(frozen=True)
class Said:
    """Words, pictures by their content's hash, and cents of the item price that are offered."""

    words: str = ""
    photos: list[str] = field(default_factory=list)
    cents: int = 0


def message_add(
    case: Case, said: Said, *, author: User, is_staff: bool = False
) -> CaseMessage | None:
    """Writes it down; None when nothing was said."""
    if not said.words and not said.photos:
        return None
    return CaseMessage.objects.create(
        case=case, author=author, is_staff=is_staff, body=said.words, photos=said.photos
    )
