"""Whoever reads POP in Arabic reads all of it: nothing missing, nothing half sure, nothing left behind by a change."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("site", "innovations", "peer_circles", "moderation", "frontend", "manage.py")
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}|</?[a-z]+")


def catalogue(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


@pytest.fixture(params=LANGUAGES)
def entries(request):
    return [entry for entry in polib.pofile(str(catalogue(request.param))) if not entry.obsolete]


def test_no_text_is_missing_or_unsure(entries):
    assert [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy] == []


def test_what_is_filled_in_later_has_its_place_in_every_translation(entries):
    def places(text):
        return Counter(PLACEHOLDER.findall(text))

    wrong = [entry.msgid for entry in entries if not entry.msgid_plural and places(entry.msgid) != places(entry.msgstr)]
    for entry in entries:
        if entry.msgid_plural:
            wrong += [entry.msgid for form in entry.msgstr_plural.values() if places(form) - places(entry.msgid_plural)]
    assert wrong == []


def test_arabic_counts_in_its_six_ways():
    entries = [entry for entry in polib.pofile(str(catalogue("ar"))) if entry.msgid_plural]
    assert entries
    assert {len(entry.msgstr_plural) for entry in entries} == {6}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_texts_are_those_of_the_catalogue(language):
    path = catalogue(language)

    def texts(entries):
        return {
            (entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr
            for entry in entries
            if not getattr(entry, "obsolete", False)
        }

    assert texts(polib.mofile(str(path.with_suffix(".mo")))) == texts(polib.pofile(str(path)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_is_in_the_catalogue(language, tmp_path):
    if shutil.which("xgettext") is None and not os.environ.get("CI"):
        pytest.skip("gettext is not installed: apt-get install gettext")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
        else:
            shutil.copy(source, tmp_path / name)
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{tmp_path / 'site'}"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", language, "--no-obsolete", "--no-wrap"],
        cwd=tmp_path,
        env=environment | {"DJANGO_SETTINGS_MODULE": "pop.settings.test", "POP_DATA_DIR": str(tmp_path / "var")},
        check=True,
        capture_output=True,
    )
    found = polib.pofile(str(tmp_path / catalogue(language).relative_to(ROOT)))
    kept = polib.pofile(str(catalogue(language)))
    assert {entry.msgid for entry in found} - {entry.msgid for entry in kept} == set()
    assert {entry.msgid for entry in kept if not entry.obsolete} - {entry.msgid for entry in found} == set()
