"""The form behind every upload of a picture in the Wagtail admin."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.images.forms import BaseImageForm

from pop.core.errors import Invalid, TooFast
from pop.core.images import reencode


class CleanImageForm(BaseImageForm):
    """Every uploaded picture is decoded apart and written anew: no place, camera or file name stays in it (SEC-34)."""

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data or not upload:
            return upload
        upload.seek(0)
        try:
            largest = reencode(upload, field="file")[-1]
        except (Invalid, TooFast) as refusal:
            raise ValidationError(str(next(iter(refusal.fields.get("file", [])), refusal.message))) from refusal
        clean = ContentFile(largest.content, name=f"{uuid4().hex}.webp")
        clean.content_type = "image/webp"  # type: ignore[attr-defined]  # as on an upload
        return clean
