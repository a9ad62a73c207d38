"""What a person is told at the very place where they give something about themselves (SG-45).

An area says in its own `data_notices.py` how its notices read and registers them in apps.py. A form says which of its
fields need which notice; `components/field.html` shows it above the first of them. A form that asks for something
about a person without saying so fails tests/safeguarding/test_sg_45_data_notices.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.forms import BaseForm

from pop.accounts.contracts import AgeBand
from pop.core.errors import Message


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """The five things a person is told. `who` is always in sight, the others are one tap away."""

    who: Message
    what: Message
    why: Message
    how_long: Message
    take_back: Message


@dataclass(frozen=True, slots=True)
class DataNotice:
    """One notice: in simple words for everybody up to 15, in fuller ones from 16 where there is more to say."""

    simple: NoticeWords
    fuller: NoticeWords | None = None

    def words_for(self, age_band: AgeBand | None) -> NoticeWords:
        """Whoever has not told their age gets the simplest words."""
        older = (AgeBand.SIXTEEN_TO_SEVENTEEN, AgeBand.EIGHTEEN_TO_TWENTY_FOUR)
        return self.fuller if self.fuller and age_band in older else self.simple


_notices: dict[str, DataNotice] = {}


def register_data_notices(notices: Mapping[str, DataNotice]) -> None:
    """Called from an area's apps.py. Raises ValueError on a second notice of one name."""
    for name, notice in notices.items():
        if _notices.get(name, notice) is not notice:
            raise ValueError(f"there is a data notice {name} already")
        _notices[name] = notice


def data_notice_named(name: str) -> DataNotice:
    """Raises KeyError: a form that names a notice nobody wrote must not pass in silence."""
    return _notices[name]


def all_data_notices() -> Iterable[tuple[str, DataNotice]]:
    return _notices.items()


def notices_of(form: BaseForm | type[BaseForm]) -> Mapping[str, tuple[str, ...]]:
    """Which notice covers which fields of the form, as the form class says in `data_notices`."""
    found: Mapping[str, tuple[str, ...]] = getattr(form, "data_notices", {})
    return found


def fields_without_notice(form: BaseForm | type[BaseForm]) -> Mapping[str, str]:
    """Fields that tell nothing about a person, or nothing new, and why: `not_personal` of the form class."""
    found: Mapping[str, str] = getattr(form, "not_personal", {})
    return found


def notice_above(form: BaseForm, field: str) -> str:
    """The name of the notice to show above this field: above the first field it covers, and nowhere else."""
    return next((name for name, covered in notices_of(form).items() if covered and covered[0] == field), "")
