"""`make pictures` takes the reference pictures anew; `make compare-pictures` takes them into var/pictures and says
which look different. Not part of `make test`: another machine has other fonts."""

import os

import pytest

from tests.pictures.album import PICTURES, REFERENCE, TAKEN, TOLERANCE, Picture, beside_each_other, difference


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_looks_as_before(keep, picture: Picture):
    taken, reference = keep(picture), REFERENCE / picture.name
    if taken == reference:
        return
    apart = difference(reference, taken)
    if apart > float(os.environ.get("POP_PICTURE_TOLERANCE", TOLERANCE)):
        beside_each_other(reference, taken, sheet := TAKEN / f"differs.{picture.name}.png")
        pytest.fail(f"{picture.name} differs by {apart:.1f} of 255: look at {sheet}", pytrace=False)
