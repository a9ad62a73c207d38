"""Model fields of the house."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class SearchableUUIDField(models.UUIDField):
    """A UUID key for what is in Wagtail's search index.

    Where the database has no type for it (SQLite), Django keeps a UUID without dashes, and the index keeps its text
    with dashes: the two never meet, and every search finds nothing. This field keeps the text with dashes there.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return super().db_type(connection) if connection.features.has_native_uuid_field else "char(36)"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        value = self.to_python(value)
        if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
            return str(value)
        return value
