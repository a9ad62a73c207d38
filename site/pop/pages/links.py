"""Where editors' links may lead (SEC-31): https and phone numbers outward, and nothing handed on to the other side."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import LinkHandler

_SAFE_REL = "nofollow noopener noreferrer"


def https_only(url: str) -> None:
    """Raises ValidationError for any address that is not https."""
    if urlsplit(url).scheme != "https":
        raise ValidationError(_("Please use an address that starts with https://"))


class OutwardLink(LinkHandler):
    """A link in rich text to somewhere else. What is neither https nor a phone number loses its address."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, Any]) -> str:
        href = attrs.get("href", "")
        if urlsplit(href).scheme not in {"https", "tel"}:
            return "<a>"
        return format_html('<a href="{}" rel="{}">', href, _SAFE_REL)
