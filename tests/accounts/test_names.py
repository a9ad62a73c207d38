"""Pseudonyms that lead strangers to a person, or pass one off as another, are refused, each with a sentence."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pop.accounts.names import ideas, problems_of, sign_in_name, skeleton, stem


def refusal(name):
    (message,) = problems_of(name)
    return str(message)


@pytest.mark.parametrize(
    "name",
    [
        "Calm Comet",
        "amina",
        "bilal7",
        "Otter 42",
        "نجم هادئ",
        "Wind-Rider",
        "snapdragon",
        "O'Malley Fox",
        "Наташа",
        "猫好き三",
        "ستار99",
    ],
)
def test_made_up_names_are_welcome(name):
    assert problems_of(name) == []


@pytest.mark.parametrize("name", ["amina@example.org", "write me@home", "amina at mail dot com", "amina gmail", "a@x"])
def test_e_mail_addresses_are_refused(name):
    assert "e-mail" in refusal(name)


@pytest.mark.parametrize("name", ["https://x.example", "www amina", "amina.com", "amina dot com", "x/y/z"])
def test_web_addresses_are_refused(name):
    assert "web address" in refusal(name)


@pytest.mark.parametrize(
    "name", ["@ amina", "insta amina", "amina_snap", "ig: amina", "1nst4gram amina", "tiktok-star", "amina#1234"]
)
def test_names_on_other_apps_are_refused(name):
    assert "another app" in refusal(name)


@pytest.mark.parametrize(
    "name",
    ["call 07700", "0 7 7 0 0", "born2009", "x１２３４", "x①②③④", "x1️⃣2️⃣3️⃣4️⃣", "٠٧٧٠ فوكس", "one two three four",
     "zero7seven7",
     "1-2_3.4", "صفر سبعة سبعة صفر"],
)  # fmt: skip
def test_numbers_are_refused_however_they_are_written(name):
    assert "three digits" in refusal(name)


@pytest.mark.parametrize(
    "name",
    [
        "Admin",
        "m0derator",
        "POP team",
        "The Staff",
        "helpline 24",
        "Police",
        "مشرف",
        "الإدارة",
        "Modérateur",
        "ad-min",
        "Аdmin",
        "xXadminXx",
    ],
)
def test_names_of_people_who_work_here_are_refused(name):
    assert "works here" in refusal(name)


@pytest.mark.parametrize("name", ["Amina Hassan", "john smith", "Fatima al Zahra", "أحمد السيد"])
def test_a_first_and_last_name_is_talked_out_of(name):
    assert "made-up" in refusal(name)


def test_the_rest_is_explained():
    assert "one alphabet" in refusal("Calm Cоmet")  # the first o is Cyrillic
    assert "only letters" in refusal("Calm ☄")
    assert "at least three" in refusal("ab")
    assert "at least three" in refusal("123")
    assert "at most 30" in refusal("a" * 31)
    assert refusal("") == "Choose a name."


@pytest.mark.parametrize(
    "other",
    [
        "calm comet",
        "Calm_Comet",
        "CALM  COMET",
        "Ca1m C0met",
        "Сalm Comet",
        "calrn comet",
        "Cálm Comèt",
        "Ｃａｌｍ　Ｃｏｍｅｔ",
    ],
)
def test_look_alikes_share_a_skeleton(other):
    assert skeleton(other) == skeleton("Calm Comet")


def test_different_names_do_not_share_a_skeleton():
    names = ["Calm Comet", "Calm Cloud", "amina", "bilal", "نجم هادئ", "قمر هادئ", "Наташа"]
    assert len({skeleton(name) for name in names}) == len(names)


def test_digits_at_the_end_do_not_make_another_person_of_staff():
    assert stem("zola") == stem("Zola 2") == stem("z0la_77") != stem("nia")


def test_signing_in_forgives_case_width_and_spaces():
    assert sign_in_name(" Calm  COMET ") == sign_in_name("ｃalm comet") == "calm comet"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_ideas_pass_the_check_in_every_language(language):
    with translation.override(language):
        names = ideas(60)
    assert len(set(names)) == 60
    assert [name for name in names if problems_of(name)] == []


@given(st.text(max_size=60))
def test_no_text_breaks_the_checker(text):
    problems_of(text)
    assert skeleton(skeleton(text)) == skeleton(text)
    stem(text)
