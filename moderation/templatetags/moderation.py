from django import template
from django.utils.safestring import SafeString

from pop.core.text import html_from_text

register = template.Library()


@register.filter
def evidence(text: str) -> SafeString:
    """What somebody wrote, as safe paragraphs; links stay words, so that nobody follows one by accident."""
    return html_from_text(text, links=False)
