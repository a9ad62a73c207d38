"""What people write comes out safe, and still says what they wrote."""

import nh3
from hypothesis import given
from hypothesis import strategies as st

from pop.core.text import _ATTRIBUTES, _REL, _TAGS, clean_block, clean_line, html_from_text


def test_sec_31_markup_is_shown_as_text_not_run():
    assert "<script" not in html_from_text("<script>alert(1)</script> hello")
    assert "hello" in html_from_text("<script>alert(1)</script> hello")


def test_sec_31_only_https_addresses_become_links():
    assert 'href="https://example.org/a"' in html_from_text("see https://example.org/a")
    for text in ("see //evil.example/a", "javascript:alert(1)", "http://example.org", "example.org"):
        assert "href" not in html_from_text(text), text


def test_sec_31_a_lookalike_host_is_shown_as_it_is():
    assert "xn--" in html_from_text("https://аpple.com/").split("<a")[1]


def test_direction_overrides_cannot_turn_text_around():
    assert clean_line("abc\u202edef") == "abcdef"


def test_a_block_keeps_its_lines_and_a_line_has_none():
    assert clean_block("one\r\n\r\n\r\n\r\ntwo ") == "one\n\ntwo"
    assert clean_line("one\n two") == "one two"


@given(st.text(max_size=400))
def test_sec_31_nothing_is_left_for_the_sanitiser_to_take_out(text):
    html = html_from_text(text)
    attributes = {**_ATTRIBUTES, "a": _ATTRIBUTES["a"]}
    assert nh3.clean(html, tags=_TAGS, attributes=attributes, url_schemes={"https"}, link_rel=_REL) == html


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_a_line_of_plain_signs_is_cleaned_as_any_other(text):
    assert clean_block(f"{text} é") == f"{clean_block(text)} é".strip()
