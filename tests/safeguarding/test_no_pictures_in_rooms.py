"""Sharing pictures is off in rooms, and there is nothing that turns it on: a picture of a child, or for one, cannot be
read before others see it as words can (SG-26, SG-27). What looks like one is words."""

import re
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import reverse

from peer_circles.models import Message
from peer_circles.policies import SETTINGS
from peer_circles.rooms import AsideRooms, CircleRooms
from pop.realtime.frames import a_text, a_uuid
from tests.factories import circles
from tests.factories.talk import post

PIXEL = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def test_sg_27_no_frame_carries_anything_but_words(live_site, joel, amina):
    for rooms in (CircleRooms, AsideRooms):
        fields = set(rooms.accepts["post"])
        assert fields <= {"client_id", "text", "reply_to", "anonymous"}
        assert {rooms.accepts["post"]["client_id"], rooms.accepts["post"]["text"]} == {a_uuid, a_text}
    circle = circles.circle(joel, amina)
    with live_site.connect(amina) as hers:
        hers.join(circle.room_id)
        hers.send(type="post", room=circle.room_id, client_id=str(uuid4()), text="look", image="R0lGODlhAQABAAAAADs=")
        assert hers.expect("error")["code"] == "bad_frame"
    assert not Message.objects.exists()


def test_sg_27_the_page_has_no_place_for_a_file_and_keeps_none_that_is_sent_all_the_same(joel, amina, browser_of):
    circle = circles.circle(joel, amina)
    hers = browser_of(amina)
    room = hers.get(f"/circles/{circle.pk}/").content.decode()
    assert 'type="file"' not in room
    assert "multipart" not in room
    sent = {"client_id": str(uuid4()), "text": "Hello", "image": SimpleUploadedFile("me.gif", PIXEL, "image/gif")}
    assert hers.post(reverse("circles:say", args=[circle.pk]), sent).status_code == 302
    assert Message.objects.get().text == "Hello"
    kept = [field for field in Message._meta.get_fields() if isinstance(field, models.FileField | models.BinaryField)]
    assert kept == []


def test_sg_27_what_looks_like_a_picture_is_shown_as_words(joel, amina, browser_of):
    circle = circles.circle(joel, amina)
    post(joel, circle, '<img src="/static/img/x.png" alt=""> ![me](me.png)')
    room = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    said = re.search(r'<p class="say__text" dir="auto">(.+?)</p>', room)
    assert said
    assert said[1].startswith("&lt;img")
    assert "<img" not in said[1]


def test_no_setting_of_a_circle_turns_it_on():
    assert not [name for name in SETTINGS if re.search("image|picture|photo|file|upload", name)]
