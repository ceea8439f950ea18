"""The catalogues of translations: whole, compiled, and in step with the code."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
KEY = "only-for-these-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
LEFT_OUT = (".*", "build", "media", "tests", "docs", "benchmarks", "*.sqlite3*", "__pycache__", "node_modules")


def catalogue_of(language, house=ROOT):
    return polib.pofile(str(house / "locale" / language / "LC_MESSAGES" / "django.po"))


def keys_of(catalogue):
    """Return what is to be translated, with its context and plural."""
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue}


def texts_of(entry):
    """Return the translation, or those of all plural forms."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def marks_in(text):
    """Return what must stand in a translation as it stands in the original: places for values, and HTML."""
    return sorted(set(re.findall(r"%\(\w+\)[sd]|%[sd]", text))), sorted(re.findall(r"<[^>]+>", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language):
    catalogue = catalogue_of(language)
    forms = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])
    unfinished = [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete or not all(texts_of(entry))]
    assert unfinished == []
    assert [entry.msgid for entry in catalogue if entry.msgid_plural and len(texts_of(entry)) != forms] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_and_html_survive_translation(language):
    changed = [
        entry.msgid
        for entry in catalogue_of(language)
        for text in texts_of(entry)
        if marks_in(text) not in (marks_in(entry.msgid), marks_in(entry.msgid_plural))
    ]
    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language):
    catalogue = catalogue_of(language)
    compiled = polib.mofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.mo"))
    said = {(entry.msgctxt, entry.msgid): texts_of(entry) for entry in catalogue}
    assert {(entry.msgctxt, entry.msgid): texts_of(entry) for entry in compiled} == said, "Run `make messages`."
    assert compiled.metadata["Plural-Forms"] == catalogue.metadata["Plural-Forms"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_nothing_of_a_machine_or_a_day(language):
    catalogue = catalogue_of(language)
    assert not {"POT-Creation-Date", "PO-Revision-Date", "Last-Translator"} & set(catalogue.metadata)
    assert {line for entry in catalogue for _, line in entry.occurrences} == {""}


def test_catalogues_hold_what_is_in_the_code(tmp_path):
    if shutil.which("xgettext") is None:
        pytest.skip("GNU gettext is not installed (Debian: `apt install gettext`), so the code cannot be read through.")
    house = shutil.copytree(ROOT, tmp_path / "site", ignore=shutil.ignore_patterns(*LEFT_OUT))
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": KEY, "DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, "manage.py", "makemessages", "--all", "--no-obsolete"]
    subprocess.run(command, cwd=house, env=environment, check=True, capture_output=True, timeout=120)
    for language in LANGUAGES:
        assert keys_of(catalogue_of(language, house)) == keys_of(catalogue_of(language)), "Run `make messages`."
