"""A StreamField whose blocks stay out of migrations: adding a block is no change to the database, so it needs none."""

from collections.abc import Sequence
from typing import Any

from wagtail.fields import StreamField


class ArticleField(StreamField):
    def __init__(self, block_types: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(list(block_types), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        # Wagtail's own field without blocks: a migration must not lean on living code.
        return name, "wagtail.fields.StreamField", [[]], kwargs
