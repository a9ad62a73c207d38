"""As production sends it, on one machine and without TLS: files hashed and compressed, pages kept, nobody in DEBUG."""

from pathlib import Path

from pop.settings.base import ROOT
from pop.settings.demo import *  # noqa: F403
from pop.settings.demo import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "frontend.static_files.CompressedHashedNames"}}
# Our own files only: the Wagtail admin's are many, and no public page asks for one.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATICFILES_DIRS = [Path(ROOT) / "frontend" / "static"]
WHITENOISE_MANIFEST_STRICT = False
