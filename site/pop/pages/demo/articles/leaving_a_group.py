"""How to leave a group without a drama"""

from pop.pages.demo.articles.parts import Article, Text, h, p, steps, tip

ARTICLE = Article(
    "leaving-a-group",
    {
        "en": Text(
            "How to leave a group without a drama",
            "You may leave any chat, at any time, for any reason. Here are three calm ways.",
            (
                p(
                    "Groups change. What was fun last year can feel loud or mean today. Leaving is not an attack on"
                    " anybody; it is closing a door to a room you do not want to sit in."
                ),
                h("Three ways out"),
                steps(
                    (
                        "The quiet way",
                        "Mute the group first. After a week, leave. Most people will not even notice.",
                    ),
                    (
                        "The friendly way",
                        "Write one sentence: “I have too many chats and am clearing up. See you in class.” Then leave.",
                    ),
                    (
                        "The clear way",
                        "If people are being hurt in there: “I do not want to be part of this.” Then leave, and do not"
                        " argue.",
                    ),
                ),
                h("If they add you again"),
                p(
                    "Many apps let you choose who may add you to groups. Look for “Groups” in the privacy settings and"
                    " choose “my contacts” or “nobody”."
                ),
                tip(
                    "Worried about what happens after?",
                    "Tell one person you trust before you leave. Then somebody is on your side when you do.",
                ),
            ),
        ),
    },
)
