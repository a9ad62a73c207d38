"""Your privacy settings in ten minutes"""

from pop.pages.demo.articles.parts import Article, Text, h, p, steps, tip

ARTICLE = Article(
    "privacy-in-ten-minutes",
    {
        "en": Text(
            "Your privacy settings in ten minutes",
            "Five small changes that work in nearly every app. Do them once, and enjoy the calm.",
            (
                p(
                    "Apps like to start with everything open. You can close the doors you do not need. The names of"
                    " the settings differ a little, but nearly every app has these five."
                ),
                steps(
                    ("Who can see you", "Look for “Private account” and switch it on."),
                    ("Who can write to you", "Choose “Friends” or “People I follow” for messages and comments."),
                    ("Who can find you", "Switch off finding you by phone number or e-mail address."),
                    (
                        "Where you are",
                        "Switch off the location for the camera and for every app that is not a map.",
                    ),
                    ("Who can tag or add you", "Let tags and group invitations wait for your yes."),
                ),
                h("Then look once more"),
                p(
                    "Open your profile as a stranger would see it. Does a picture show your school, your street, your"
                    " uniform? You may take it down, or show it to friends only."
                ),
                tip(
                    "A second lock",
                    "Switch on two-step sign-in where you can. Then somebody who guesses your password still stands"
                    " outside the door.",
                ),
            ),
        ),
    },
)
