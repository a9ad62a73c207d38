"""Static files whose names change with their content, modules that import one another included.

A module says `import { Line } from "./room/line.js";`. Served as it stands, that would load the file without a hash in
its name, which browsers may keep for a while: after a release, old and new modules would meet. So the names in our own
imports are replaced when the files are collected. Django can do that too, but then also in types,
where two modules may name each other (`import("./line.js")` in a comment), and in everything other packages bring.
"""

from collections.abc import Callable
from typing import Any

import rcssmin
import rjsmin
from django.contrib.staticfiles.storage import HashedFilesMixin, ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_OURS = (
    "js/*.js",
    (
        (
            r"""(?P<matched>import(?P<names>[\s\{][^;"]*?)\s*from\s*"(?P<url>\..*?)";)""",
            'import%(names)s from "%(url)s";',
        ),
        (
            r"""(?P<matched>export(?P<names>[\s\{][^;"]*?)\s*from\s*"(?P<url>\..*?)";)""",
            'export%(names)s from "%(url)s";',
        ),
        (r"""(?P<matched>import\s*"(?P<url>\..*?)";)""", 'import "%(url)s";'),
    ),
)


_SMALLER: dict[str, Callable[[str], Any]] = {"css": rcssmin.cssmin, "js": rjsmin.jsmin}


class _Smaller:
    """Our stylesheets and scripts without comments and blanks: 2 kB less on every page. Nothing is renamed and nothing
    bundled; what other packages bring stays as it is."""

    def _save(self, name: str, content: Any) -> str:
        folder, _slash, rest = name.partition("/")
        if folder in _SMALLER and rest.endswith(f".{folder}"):
            content.seek(0)
            text = content.read().decode()
            content = ContentFile(_SMALLER[folder](text).encode())
        return super()._save(name, content)  # type: ignore[misc]


class HashedNames(_Smaller, ManifestStaticFilesStorage):  # type: ignore[misc]
    """For `make run`: quickly collected."""

    patterns = (*HashedFilesMixin.patterns, _OURS)


class CompressedHashedNames(_Smaller, CompressedManifestStaticFilesStorage):
    """For everybody else: the same names, each file compressed beforehand."""

    patterns = (*HashedFilesMixin.patterns, _OURS)
