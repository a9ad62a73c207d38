"""The youth projects of the demo, in the young people's words."""

# ruff: noqa: E501  their words stay as they are

from dataclasses import dataclass

from innovations.contracts import Language, Licence, ProjectText, Topic


@dataclass(frozen=True)
class DemoProject:
    author: str
    text: ProjectText
    pictures: tuple[str, ...] = ()
    days_ago: int = 0
    until: str = "published"  # or "submitted", or "draft"
    made_from: str = ""  # the title of a project above


PROJECTS = (
    DemoProject(
        "amina",
        ProjectText(
            title="The walk-home card",
            summary="A folded paper card that makes it normal to say: I am leaving, I am halfway, I am home.",
            topic=Topic.GETTING_HOME,
            problem="After evening practice everybody walks off alone. Most of us are a bit afraid on the way, and"
            " nobody says so, because asking somebody to wait for a message feels like making a fuss.",
            solution="We folded a card the size of a bank card. Inside are three boxes: left, halfway, home. You choose"
            " one person before you go. You send one word for each box, and they answer with one word.\n\nIf the last"
            " word does not come, the back of the card says what the other person does: call, call a grown-up, then"
            " the emergency number. In that order, without waiting to feel sure.",
            protection="Checking in is not a favour any more, it is how we do things. In eight weeks it was needed"
            " twice: once for an empty battery, once because a bus did not come and it was dark.",
            sharing="Draw your own, it takes ten minutes. Agree on the three words in your group. Write the emergency"
            " number of your country on the back by hand, so that everybody has written it once.",
            licence=Licence.CC_BY,
        ),
        (
            "Painted hills at dusk with a large low sun and small paper squares, like cards, floating above the path",
            "The same path in other colours, the cards now lying close together",
        ),
        days_ago=41,
    ),
    DemoProject(
        "bilal",
        ProjectText(
            title="A charter for our group chats",
            summary="Seven sentences a chat agrees on before the first message, and what happens when one is broken.",
            topic=Topic.GROUPS,
            problem="Our chat had a hundred messages a night. Somebody was always the joke of the evening, and leaving"
            " meant that you would be the joke of the next one.",
            solution="We wrote seven sentences together and pinned them. The most important ones: nobody is added"
            " without being asked. A picture of somebody needs their yes. Anyone can say stop once, without a reason,"
            " and it stops. Leaving is fine, and nobody comments on it.\n\nEvery month somebody else looks after it.",
            protection="Stop was said eleven times in the first month, and it worked ten times. The one time it did"
            " not, three people wrote the same sentence under it: we agreed on this.",
            sharing="Do not copy ours. Ask everyone for the one thing that should never happen, and write the opposite"
            " of each as a sentence. More than seven, and nobody remembers them.",
            licence=Licence.CC0,
        ),
        ("Layers of coloured hills with rounded paper shapes scattered like speech bubbles",),
        days_ago=33,
    ),
    DemoProject(
        "sam",
        ProjectText(
            title="Frame four: a comic about the ones who watch",
            summary="A comic of six frames. The fourth one is empty, and whoever reads it draws what happens next.",
            topic=Topic.BULLYING,
            problem="Most of us are neither the one who is mean nor the one who is hurt. We are the ones in the"
            " background, and nobody teaches the background what to do.",
            solution="In the comic a boy is laughed at in a sports chat. Frames one to three show it from the side of"
            " somebody who only reads. Frame four is empty. Frames five and six are about the day after.\n\nWe printed"
            " it for two youth groups and collected 64 fourth frames. The most common one is small: a private message"
            " that says I saw that, are you all right?",
            protection="You find out that you do not have to be brave in front of everyone. Something small, afterwards"
            " and in private, is what people who were hurt remember.",
            sharing="Draw your own first three frames from something that really could happen where you are, without"
            " real names. Leave the fourth empty. Talk about all the answers, also the funny ones.",
            licence=Licence.CC_BY_SA,
        ),
        ("Flat painted shapes in six bands, one of them left nearly empty",),
        days_ago=26,
    ),
    DemoProject(
        "amina",
        ProjectText(
            title="How to leave a group that turned bad",
            summary="A quiet guide for getting out of a chat or a clique that pulls you into hate, in small steps.",
            topic=Topic.HATE,
            problem="It starts with jokes. After some weeks there are people you are supposed to look down on, and"
            " secrets you are supposed to keep. When you notice, you know too much to just go.",
            solution="We talked with two people who got out, and a youth worker read everything. The guide has five"
            " steps: notice (which words have changed?), one person (tell somebody outside), slower (answer later,"
            " every day a bit), other evenings (something else at the time the group is busiest), gone (mute, leave,"
            " block, without a farewell speech).",
            protection="Nobody has to announce anything. Each step is possible on its own, and each one already makes"
            " the pull weaker.",
            sharing="Read it with somebody you trust. If anyone threatens you for leaving, do not handle that alone:"
            " the help pages list people who know about this.",
            licence=Licence.CC_BY,
        ),
        ("A winding light path between dark painted hills, opening towards a pale sky",),
        days_ago=19,
    ),
    DemoProject(
        "bilal",
        ProjectText(
            title="One phone, four people",
            summary="A sheet for families who share one phone: what everyone can see, and how to keep a private corner.",
            topic=Topic.PRIVACY,
            problem="Where we live a phone belongs to a family. My sister stopped looking for help online because the"
            " search box showed her words to everyone who typed after her.",
            solution="One sheet, with pictures for those who do not like reading: how to open a private window, what it"
            " hides and what it does not, how to clear the last hour, why notices on a locked screen tell stories, and"
            " three sentences for asking each other for privacy without a fight.",
            protection="My sister looks things up again. And my mother found the setting for the locked screen herself"
            " and turned it off, for all of us.",
            sharing="Check each step on the phone you really have: menus differ. Say clearly that a private window does"
            " not hide anything from the shop or the school that owns the network.",
            licence=Licence.CC0,
        ),
        ("Four paper shapes of different colours resting on one painted hill",),
        days_ago=12,
    ),
    DemoProject(
        "sam",
        ProjectText(
            title="Twenty seconds of radio",
            summary="A jingle about a helpline, written by people who were too shy to call one.",
            topic=Topic.FEELINGS,
            problem="Everyone has heard that there are helplines. Nobody knew what happens after you dial, so nobody did.",
            solution="We asked a helpline what the first minute is like and made a jingle out of the answer: they say"
            " hello, they do not ask your name, you may be silent, you may hang up. It is twenty seconds long, has no"
            " sad music, and ends with: you can also just ask what they do all day.",
            protection="The local youth station plays it after school. The best thing we heard: I did not call, but I"
            " know now that I could.",
            sharing="Ask the helpline nearest to you first, it may work differently there. Record it with a phone under"
            " a blanket, that sounds best.",
            licence=Licence.CC_BY,
        ),
        ("Rings and rounded squares spreading out over hills, like sound from a small radio",),
        days_ago=6,
    ),
    DemoProject(
        "bilal",
        ProjectText(
            title="بطاقة «لا أعرف ماذا أقول»",
            summary="جمل قصيرة جاهزة لمن يريد أن يساند صديقًا ولا يعرف كيف يبدأ.",
            topic=Topic.RELATIONSHIPS,
            language=Language.ARABIC,
            problem="عندما يخبرنا صديق بشيء صعب نصمت، ثم نغيّر الموضوع لأننا نخاف أن نخطئ.",
            solution="كتبنا اثنتي عشرة جملة على بطاقات صغيرة، مثل: «شكرًا لأنك أخبرتني»، و«هل تريد أن أسمع فقط أم أن"
            " نفكر معًا؟»، و«لست مضطرًا أن تواجه هذا وحدك».",
            protection="أول جملة هي الأصعب. من يجدها يبقى إلى جانب صديقه، ومن يبقى يستطيع أن يقول: تعال نسأل شخصًا نثق به.",
            sharing="اكتبوا الجمل بلهجتكم أنتم، واحذفوا كل جملة لا تقولونها حقًا.",
            licence=Licence.CC_BY,
        ),
        ("تلال ملوّنة بهدوء، وفوقها بطاقات ورقية صغيرة متجاورة",),
        days_ago=3,
    ),
    DemoProject(
        "sam",
        ProjectText(
            title="Ask first: stickers for taking pictures",
            summary="Three stickers for party rooms: pictures are fine, ask me first, no pictures of me.",
            topic=Topic.PRIVACY,
            problem="Pictures of a party are online before it is over, and some people stop coming because of that.",
            solution="Everybody takes a sticker at the door: green, yellow or blue. Nobody explains theirs. Whoever takes"
            " pictures looks at the stickers first.",
            protection="Saying no in front of everyone is hard. A sticker has said it already.",
            sharing="Choose colours that can be told apart by everyone, and put a sign on each sticker too.",
            licence=Licence.CC_BY,
        ),
        ("Three round shapes in different colours above a quiet landscape",),
        days_ago=1,
        until="submitted",
    ),
    DemoProject(
        "amina",
        ProjectText(
            title="Rights on the bus",
            summary="Small posters about the rights of children, for the places where we really wait.",
            topic=Topic.RIGHTS,
            problem="The rights of children hang in the corridor of an office. We are never there.",
            solution="Eight posters, one right each, in words our little brothers understand.",
            protection="You cannot ask for something you do not know you have.",
            sharing="Ask the bus company. Ours said yes after the second letter.",
        ),
        ("A row of rounded paper shapes along a hillside, like posters at a stop",),
        until="submitted",
    ),
    DemoProject(
        "amina",
        ProjectText(
            title="A quiet corner at the summer camp",
            summary="",
            topic=Topic.FEELINGS,
            problem="It is loud all day, and for some of us that is too much.",
            solution="An old tent, cushions, and a rule about not asking why somebody is in there.",
        ),
        until="draft",
    ),
    DemoProject(
        "sam",
        ProjectText(
            title="The ride-home card",
            summary="The walk-home card for bikes and night buses: four boxes, one of them for a flat tyre.",
            topic=Topic.GETTING_HOME,
            problem="Not everybody walks. On a bike you cannot type, and the night bus takes as long as it likes.",
            solution="We added a box: stuck, but fine. Whoever ticks it says where they wait, and the other one comes or calls.",
            protection="Being late is not the same as being in trouble. The card now knows the difference.",
            sharing="Print it small: ours goes under the phone case.",
            licence=Licence.CC_BY,
        ),
        ("A bicycle shape in warm paper colours",),
        days_ago=14,
        made_from="The walk-home card",
    ),
    DemoProject(
        "bilal",
        ProjectText(
            title="A walk-home card for little brothers",
            summary="With pictures instead of words, for those who cannot read yet.",
            topic=Topic.GETTING_HOME,
            problem="My brother walks home from school with two friends. He is six and cannot read the card.",
            solution="A gate, a bridge, a door: he puts a sticker on each. The last one goes on our fridge.",
            protection="We see at the fridge whether he is home, and he is proud of his stickers.",
            sharing="Draw your own three places. Leave out names and house numbers.",
            licence=Licence.CC_BY,
        ),
        ("Three small painted signs beside each other",),
        days_ago=6,
        made_from="The walk-home card",
    ),
    DemoProject(
        "amina",
        ProjectText(
            title="The match-day card",
            summary="From the ride-home card: for the whole team after an away match.",
            topic=Topic.GETTING_HOME,
            problem="After away matches everyone leaves in another car, and nobody knows who got home.",
            solution="One card for the team. The last one to tick has the ball until next week.",
            protection="Nobody is forgotten at a car park, because the ball is somewhere.",
            sharing="Agree on it before the match, not after.",
            licence=Licence.CC_BY,
        ),
        days_ago=2,
        made_from="The ride-home card",
    ),
)
