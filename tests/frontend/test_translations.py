"""Whoever reads POP in any of its languages reads all of it: nothing missing, nothing half sure, nothing left behind by
a change, and every placeholder, tag and plural form in its place."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("site", "innovations", "peer_circles", "moderation", "frontend", "manage.py")
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
# %(name)s and %s of Python, a literal %% beside them, {name} and {} of what scripts and str.format fill in.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^<>]*>|&#?\w+;")


def catalogue(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language.replace("-", "_") / "LC_MESSAGES" / "django.po"


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def texts(language):
    """The catalogue, with its texts that are in use."""
    found = polib.pofile(str(catalogue(language)))
    assert len(found) > 500
    return found


def in_use(texts):
    return [entry for entry in texts if not entry.obsolete]


def pairs(entry):
    """(original, translation) of a text; of one that counts, its last form, which must say all that the plural says."""
    if not entry.msgid_plural:
        return entry.msgid, entry.msgstr
    return entry.msgid_plural, entry.msgstr_plural[max(entry.msgstr_plural)]


def filled(texts):
    return [entry for entry in in_use(texts) if entry.translated()]


def test_no_text_is_missing_or_unsure(texts):
    assert [entry.msgid for entry in in_use(texts) if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize("what", [PLACEHOLDER, TAG], ids=["placeholders", "tags and entities"])
def test_what_is_filled_in_later_has_its_place_in_every_translation(texts, what):
    def places(text):
        return Counter(what.findall(text))

    wrong = []
    for entry in filled(texts):
        original, translation = pairs(entry)
        if places(original) != places(translation):
            wrong.append((entry.msgid, translation))
        # "one", "two" and "none" may be said without the number, but with nothing that nobody fills in.
        known = places(entry.msgid) | places(entry.msgid_plural)
        wrong += [(entry.msgid, form) for form in entry.msgstr_plural.values() if places(form) - known]
    assert wrong == []


def test_python_can_fill_in_every_translation(texts):
    """A stray per cent sign would be an error page, in that language only."""
    values = {}
    for entry in filled(texts):
        if "python-format" not in entry.flags:
            continue
        for form in [entry.msgstr, *entry.msgstr_plural.values()]:
            names = re.findall(r"%\((\w+)\)", form)
            values = dict.fromkeys(names, 1) if names else (1,) * len(re.findall(r"%[sd]", form))
            assert (form % values) is not None, entry.msgid


def test_line_breaks_and_blanks_at_both_ends_stay(texts):
    def ends(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [entry.msgid for entry in filled(texts) if ends(pairs(entry)[0]) != ends(pairs(entry)[1])] == []


def test_numbers_are_counted_as_the_language_counts(language, texts):
    """As many forms as the header says, and the header says what Django's own catalogue of the language says: Django
    merges the two, and asks one rule."""
    rule = texts.metadata["Plural-Forms"]
    forms = int(re.search(r"nplurals=(\d+)", rule)[1])
    counted = [entry for entry in in_use(texts) if entry.msgid_plural]
    assert counted
    assert {len(entry.msgstr_plural) for entry in counted} == {forms}

    def form_of(header):
        return gettext.c2py(re.search(r"plural=([^;]+)", header)[1])

    own = Path(django.__file__).parent / "conf" / "locale" / language.replace("-", "_") / "LC_MESSAGES" / "django.po"
    if own.exists():
        theirs = polib.pofile(str(own)).metadata["Plural-Forms"]
        numbers = [*range(1200), 10**6, 10**6 + 1, 3 * 10**6]
        assert [form_of(rule)(n) for n in numbers] == [form_of(theirs)(n) for n in numbers]


def test_the_compiled_texts_are_those_of_the_catalogue(language, texts):
    def words(entries):
        return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in entries}

    assert words(polib.mofile(str(catalogue(language).with_suffix(".mo")))) == words(filled(texts))


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """The texts that `make messages` finds in the code today, as empty catalogues, beside the ones that are kept."""
    if shutil.which("xgettext") is None and not os.environ.get("CI"):
        pytest.skip("gettext is not installed: apt-get install gettext")
    folder = tmp_path_factory.mktemp("gathered")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
        else:
            shutil.copy(source, folder / name)
    environment = os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{folder / 'site'}"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--all", "--no-obsolete", "--no-wrap"],
        cwd=folder,
        env=environment | {"DJANGO_SETTINGS_MODULE": "pop.settings.test", "POP_DATA_DIR": str(folder / "var")},
        check=True,
        capture_output=True,
    )
    return folder


def test_every_text_of_the_code_is_in_the_catalogue(language, texts, gathered):
    found = polib.pofile(str(gathered / catalogue(language).relative_to(ROOT)))
    assert {entry.msgid for entry in found} - {entry.msgid for entry in texts} == set()
    assert {entry.msgid for entry in in_use(texts)} - {entry.msgid for entry in found} == set()
