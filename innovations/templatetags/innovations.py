from django import template
from django.utils.safestring import SafeString

from innovations.contracts import Licence
from innovations.selectors import OwnProject
from innovations.stages import Stage, stages_of
from pop.core.text import html_from_text

register = template.Library()

_TERMS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


@register.filter
def as_html(text: str) -> SafeString:
    """What somebody wrote, as paragraphs of safe HTML. No links: a young person's page leads nowhere else (SEC-47)."""
    return html_from_text(text, links=False)


@register.filter
def licence_url(code: str) -> str:
    return _TERMS.get(Licence(code), "")


@register.filter
def stages(own: OwnProject) -> list[Stage]:
    """The steps of an own project, for `charts/stages.html`."""
    return stages_of(own)
