"""What POP has told somebody inside the site."""

from pop.accounts.models import Notice
from tests.people import Person


def notices_of(somebody: Person) -> list[str]:
    """Their kinds, oldest first."""
    return list(Notice.objects.filter(persona=somebody.persona).order_by("created_at").values_list("kind", flat=True))
