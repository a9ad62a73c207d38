"""Which pictures there are of the site: its twenty main pages, on three screens, in three looks (docs/testing.md)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from tests.site_map import ADDRESSES, Address

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = Path(__file__).with_name("reference")
TAKEN = ROOT / "var" / "pictures"

PAGES = {
    # file name: name on the map of the site
    "home": "wagtail_serve (home)",
    "help": "support:home",
    "help-of-a-country": "support:country (many helplines)",
    "help-search": "support:search (found)",
    "service": "support:service",
    "resources": "wagtail_serve (articles)",
    "article": "wagtail_serve (an article)",
    "partners": "wagtail_serve (partners)",
    "partner": "wagtail_serve (a partner)",
    "gallery": "innovations:gallery",
    "project": "innovations:project",
    "write-a-project": "innovations:edit",
    "circles": "circles:list (a member's)",
    "circle-from-outside": "circles:circle (from outside)",
    "circle-room": "circles:circle (a member's)",
    "account": "account_home",
    "notices": "account_notices",
    "sign-up": "account_signup",
    "moderation-queue": "moderation:queue",
    "moderation-item": "moderation:item (a message)",
}
SCREENS = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1280, 900)}
LOOKS = {"light": ("en", "light"), "dark": ("en", "dark"), "rtl": ("ar", "light")}  # language, colours

MOMENT = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # a Wednesday: every picture is taken then
QUALITY = 28
TILES = (8, 8)
TOLERANCE = 6.0  # of 255; one word more in a tile of a desktop is about 10


@dataclass(frozen=True)
class Picture:
    """One page on one screen in one look."""

    page: str
    screen: str
    look: str

    @property
    def name(self) -> str:
        return f"{self.page}.{self.screen}.{self.look}.webp"

    @property
    def address(self) -> Address:
        (found,) = [address for address in ADDRESSES if address.name == PAGES[self.page]]
        return found

    @property
    def size(self) -> tuple[int, int]:
        return SCREENS[self.screen]


PICTURES = [Picture(page, screen, look) for page in PAGES for screen in SCREENS for look in LOOKS]


def as_kept(png: bytes) -> bytes:
    """A screenshot as it lies in the folder. What is compared went through the same loss."""
    kept = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").save(kept, "WEBP", quality=QUALITY, method=6)
    return kept.getvalue()


def difference(one: Path, other: Path) -> float:
    """How far apart two pictures are, 0 to 255: the mean of the tile in which they differ most, so that one button
    that went counts as much on a desktop as on a phone. Pictures of different sizes are wholly different."""
    left, right = (Image.open(path).convert("RGB") for path in (one, other))
    if left.size != right.size:
        return 255.0
    apart = ImageChops.difference(left, right).convert("L").convert("F").resize(TILES, Image.Resampling.BOX)
    return float(apart.getextrema()[1])


def beside_each_other(one: Path, other: Path, out: Path) -> None:
    """The reference at the left, what was taken now at the right."""
    left, right = (Image.open(path).convert("RGB") for path in (one, other))
    sheet = Image.new("RGB", (left.width + right.width + 10, max(left.height, right.height)), "magenta")
    sheet.paste(left, (0, 0))
    sheet.paste(right, (left.width + 10, 0))
    sheet.save(out)
