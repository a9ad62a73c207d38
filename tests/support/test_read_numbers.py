"""Numbers: what may be in the directory, and what a phone there dials."""

import pytest

from pop.support.numbers import BadNumber, emergency_numbers, read_number, read_text_number


@pytest.mark.parametrize(
    ("country", "written", "dial", "certainty"),
    [
        ("DE", "116 111", "116111", "short"),
        ("DE", "0800 111 0 333", "08001110333", "valid"),
        ("KE", "116", "116", "short"),
        ("KE", "+254 722 178 177", "+254722178177", "valid"),
        ("GB", "0800 1111", "08001111", "valid"),
        ("US", "1-800-422-4453", "+18004224453", "valid"),
        ("RU", "8 800 2000 122", "88002000122", "valid"),
        ("IT", "06 77208977", "+390677208977", "valid"),
        ("BD", "1098", "1098", "possible"),
        ("AZ", "116 111", "116111", "exception"),
        ("VU", "087777", "087777", "exception"),
    ],
)
def test_a_number_dials_from_its_own_country(country, written, dial, certainty):
    reading = read_number(written, country)
    assert (reading.number, reading.dial, reading.certainty) == (written, dial, certainty)


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("DE", "0800 1"),
        ("DE", "+44 20 7946 0000"),  # another country's
        ("GB", "12345678901234567890"),
        ("GB", "call us"),
        ("GB", "0800 CHILD"),
        ("GB", "=1+1"),
        ("GB", "+"),
        ("GB", "1"),
        ("GB", "0800++1111"),
        ("GB", "٠٨٠٠ ١١١١"),
        ("AQ", "123456"),
    ],
)
def test_a_number_that_cannot_be_called_is_refused(country, written):
    with pytest.raises(BadNumber):
        read_number(written, country)


def test_a_number_to_text_may_say_what_to_send():
    reading = read_text_number("SHOUT to 85258", "GB")
    assert (reading.dial, reading.keyword, reading.number) == ("85258", "SHOUT", "SHOUT to 85258")
    assert read_text_number("741741", "US").dial == "741741"
    for bad in ("SHOUT at 85258", "12", "<b> to 85258", "123456789"):
        with pytest.raises(BadNumber):
            read_text_number(bad, "GB")


def test_emergency_numbers_are_the_ones_the_data_lists():
    assert emergency_numbers("KE") == ("112", "999", "114")
    assert emergency_numbers("US") == ("112", "911")
    assert emergency_numbers("FR") == ("112", "15", "17", "18")
    assert emergency_numbers("GA") == ()  # the data holds a pattern for a hundred numbers: nothing to show a child
    assert emergency_numbers("AQ") == ()
