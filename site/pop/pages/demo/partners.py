"""Two partners that exist in the demo only, and what they recommend."""

from dataclasses import dataclass

from pop.pages.demo.articles import Text


@dataclass(frozen=True)
class Recommended:
    slug: str
    title: str
    why: str
    article: str
    age_bands: tuple[str, ...]


@dataclass(frozen=True)
class Partner:
    name: str
    summary: str
    what_we_do: str
    links: tuple[tuple[str, str], ...]
    recommendation: Recommended


@dataclass(frozen=True)
class Waiting:
    organisation: str
    slug: str
    text: Text


PARTNERS = (
    Partner(
        name="Harbour Youth Trust",
        summary="A demo partner: a small youth centre by the water that helps young people find calm places online.",
        what_we_do=(
            "<p>This organisation was made up for the demo of POP. If it were real, its page would say here what it"
            " does, in words a twelve-year-old understands.</p>"
            "<ul><li>Open evenings where you can ask anything about being online.</li>"
            "<li>Facilitators who sit with peer circles.</li>"
            "<li>Workshops for parents who feel lost with all these apps.</li></ul>"
        ),
        links=(("An address that leads nowhere", "https://harbour.example/"),),
        recommendation=Recommended(
            slug="before-you-post",
            title="Ten quiet minutes with your settings",
            why=(
                "We go through this list with everybody who visits us for the first time. It takes ten minutes, it"
                " needs no special knowledge, and afterwards fewer strangers can write to you."
            ),
            article="privacy-in-ten-minutes",
            age_bands=("10-12", "13-15", "16-17"),
        ),
    ),
    Partner(
        name="Northern Schools Network",
        summary="A demo partner: schools that plan lessons about life online together with their students.",
        what_we_do=(
            "<p>This organisation was made up for the demo of POP.</p>"
            "<p>Its schools share lesson plans, train students as peer listeners, and agree on one thing: whoever tells"
            " somebody about trouble online is never punished for telling.</p>"
        ),
        links=(("An address that leads nowhere", "https://northern-schools.example/"),),
        recommendation=Recommended(
            slug="for-peer-listeners",
            title="For everybody a friend might turn to",
            why=(
                "Friends are often the first to hear that something is wrong. This text says what helps, what does not,"
                " and when it is time to bring in somebody older. Our peer listeners read it before they start."
            ),
            article="helping-a-friend",
            age_bands=("13-15", "16-17", "18-24"),
        ),
    ),
)

WAITING = Waiting(
    organisation="Harbour Youth Trust",
    slug="what-a-facilitator-does",
    text=Text(
        title="What a facilitator does, and does not do",
        summary="Who is that grown-up in your circle? A short look behind the scenes.",
        body=(
            ("heading", "They are there for the circle"),
            (
                "paragraph",
                "<p>A facilitator opens the circle, keeps an eye on the rules, and makes sure that nobody is talked over."
                " They do not chat with you in private, and they never ask where you live.</p>",
            ),
            (
                "tip",
                {
                    "title": "If a facilitator makes you uncomfortable",
                    "text": "<p>Flag the message. Somebody else, not that facilitator, looks at it.</p>",
                },
            ),
        ),
    ),
)
