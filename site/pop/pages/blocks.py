"""What an article is made of. No raw HTML and nothing embedded: every block is rendered by a template of our own."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from pop.support.contracts import Topic
from pop.support.selectors import countries_with_services, services_for_region

INLINE = ["bold", "italic", "link"]
TEXT = [*INLINE, "ol", "ul"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "pages/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "pages/blocks/paragraph.html"


class PictureBlock(blocks.StructBlock):
    """A picture is never without words: who cannot see it reads or hears what it shows."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        max_length=200,
        help_text=_("Read aloud to people who cannot see the picture."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "pages/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"), max_length=600)
    source = blocks.CharBlock(label=_("Who says it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "pages/blocks/quote.html"


class TipBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT)

    class Meta:
        icon = "help"
        label = _("Tip")
        template = "pages/blocks/tip.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=600)


class StepsBlock(blocks.StructBlock):
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "pages/blocks/steps.html"


class ContentNoteBlock(blocks.StructBlock):
    """Something heavy, folded away: the reader decides whether to open it (SG-35)."""

    note = blocks.CharBlock(
        label=_("Content note"),
        max_length=160,
        help_text=_("What the folded part is about, calmly: the reader decides whether to open it."),
    )
    text = blocks.RichTextBlock(label=_("Folded text"), features=TEXT)

    class Meta:
        icon = "warning"
        label = _("Content note, with folded text")
        template = "pages/blocks/content_note.html"


def _countries() -> list[tuple[str, str]]:
    return [(country.code, country.name) for country in countries_with_services()]


class HelplinesBlock(blocks.StructBlock):
    """Services from the directory, always as the directory has them today: no number is ever typed into an article."""

    country = blocks.ChoiceBlock(label=_("Country"), choices=_countries)
    topic = blocks.ChoiceBlock(label=_("About"), choices=Topic.choices, required=False)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["listings"] = services_for_region(value.get("country"), value.get("topic") or None)
        return context

    class Meta:
        icon = "comment"
        label = _("Helplines of a country")
        template = "pages/blocks/helplines.html"


ARTICLE = [
    ("heading", HeadingBlock(max_length=120)),
    ("paragraph", ParagraphBlock(features=TEXT)),
    ("picture", PictureBlock()),
    ("quote", QuoteBlock()),
    ("tip", TipBlock()),
    ("steps", StepsBlock()),
    ("helplines", HelplinesBlock()),
    ("content_note", ContentNoteBlock()),
]
