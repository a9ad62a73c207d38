"""Youth projects for the demo, made through the same actions as everybody's; again and again, if you like."""

import io
import random
from datetime import datetime, timedelta

from PIL import Image, ImageDraw, ImageFilter

from innovations import actions
from innovations.contracts import PROJECT, SafetyCheck
from innovations.demo_projects import PROJECTS, DemoProject
from innovations.models import Project
from moderation.actions import decide_item
from moderation.selectors import open_item_for
from pop.accounts.contracts import Actor
from pop.accounts.demo import ensure_cast, member_of_cast
from pop.accounts.selectors import actor_for

_SIGNED_IN = {"account_authentication_methods": [{"method": "mfa"}]}
_INK = ["#0c3d3a", "#0a6657", "#f0ad2d", "#fbf5e9", "#d9603b", "#7fb7a4", "#31506b", "#f3d9a4"]


def ensure_projects(now: datetime) -> None:
    """Make the demo's projects that are not there yet."""
    people = {name: _actor(name) for name in ensure_cast(now)}
    for number, demo in enumerate(PROJECTS):
        author = people[demo.author]
        if not Project.objects.filter(author=author.persona_id, title=demo.text.title).exists():
            _make(demo, author, people["zola"], now - timedelta(days=demo.days_ago), number)


def _make(demo: DemoProject, author: Actor, moderator: Actor, now: datetime, number: int) -> None:
    if demo.made_from:
        original = Project.objects.get(title=demo.made_from)
        project = actions.remix_project(actor=author, project_id=original.pk, now=now)
        actions.save_draft(actor=author, project_id=project.pk, text=demo.text, now=now)
    else:
        project = actions.start_project(actor=author, text=demo.text, now=now)
    for place, alt in enumerate(demo.pictures):
        file = _painted(seed=number * 10 + place)
        actions.add_image(actor=author, project_id=project.pk, file=file, alt=alt, now=now)
    if demo.until == "draft":
        return
    actions.submit_project(actor=author, project_id=project.pk, checks=SafetyCheck.values, now=now)
    item = open_item_for(PROJECT, project.pk) if demo.until == "published" else None
    if item is not None:
        decide_item(actor=moderator, item_id=item.pk, decision="approve", now=now)


def _actor(name: str) -> Actor:
    login = member_of_cast(name)
    if login is None:
        raise RuntimeError(f"{name} is not in the demo's cast")
    return actor_for(login, _SIGNED_IN)


def _painted(*, seed: int) -> io.BytesIO:
    """A calm abstract picture: hills, a sun, and paper shapes. The same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  art, not secrets
    size = (1600, 1000)
    sky, sun, *hills = chance.sample(_INK, 6)
    picture = Image.new("RGB", size, sky)
    draw = ImageDraw.Draw(picture)
    x, y, radius = chance.randint(300, 1300), chance.randint(180, 380), chance.randint(110, 210)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=sun)
    for layer, colour in enumerate(hills):
        base = 430 + layer * 140
        points = [(at, base + chance.randint(-110, 110)) for at in range(-200, 1900, 300)]
        draw.polygon([(-200, 1200), *points, (1900, 1200)], fill=colour)
    for _ in range(chance.randint(4, 8)):
        x, y, width = chance.randint(0, 1500), chance.randint(80, 900), chance.randint(30, 110)
        draw.rounded_rectangle((x, y, x + width, y + width * 3 // 4), radius=14, fill=chance.choice(_INK))
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.8)).save(out, "PNG")
    out.seek(0)
    return out
