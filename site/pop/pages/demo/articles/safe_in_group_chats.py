"""Staying safe in group chats"""

from pop.pages.demo.articles.parts import Article, Text, h, p, steps, tip

ARTICLE = Article(
    "safe-in-group-chats",
    {
        "en": Text(
            "Staying safe in group chats",
            "Group chats can be the best part of the day. A few habits keep them that way.",
            (
                h("Before you write"),
                p(
                    "In a group you never know quite who is reading. Somebody may show their phone to a brother, or take"
                    " a screenshot. Write what you would also say with everybody in the same room."
                ),
                h("Keep for yourself"),
                (
                    "paragraph",
                    "<ul><li>your full name, your school and your address</li>"
                    "<li>where you are right now, and when nobody is at home</li>"
                    "<li>passwords, also to your best friend</li>"
                    "<li>pictures that others would not want to be seen in</li></ul>",
                ),
                h("When it turns mean"),
                steps(
                    ("Do not join in", "No like, no laughing face. Silence already helps a little."),
                    (
                        "Write to the person",
                        "A private “I saw that. Are you all right?” means more than you think.",
                    ),
                    (
                        "Save and flag",
                        "Take a screenshot before it is deleted, then use the flag or report button.",
                    ),
                ),
                (
                    "quote",
                    {
                        "text": "You are allowed to leave a room in which people shout. Online as well.",
                        "source": "",
                    },
                ),
            ),
        ),
        "ar": Text(
            "كيف تبقى آمنًا في مجموعات الدردشة",
            "قد تكون مجموعات الدردشة أجمل ما في اليوم. بعض العادات البسيطة تُبقيها كذلك.",
            (
                h("قبل أن تكتب"),
                p(
                    "في المجموعة لا تعرف تمامًا من يقرأ. قد يُري أحدهم هاتفه لأخيه، أو يلتقط صورة للشاشة. اكتب ما يمكنك أن"
                    " تقوله لو كان الجميع في غرفة واحدة."
                ),
                h("احتفظ به لنفسك"),
                (
                    "paragraph",
                    "<ul><li>اسمك الكامل ومدرستك وعنوانك</li>"
                    "<li>مكانك الآن، ومتى يكون البيت خاليًا</li>"
                    "<li>كلمات المرور، حتى عن أقرب صديق</li>"
                    "<li>صورًا لا يريد الآخرون أن يظهروا فيها</li></ul>",
                ),
                h("عندما يصبح الكلام جارحًا"),
                steps(
                    ("لا تشارك", "بلا إعجاب وبلا وجه ضاحك. حتى الصمت يساعد قليلًا."),
                    ("اكتب إلى الشخص", "رسالة خاصة مثل «رأيتُ ما حدث، هل أنت بخير؟» تعني أكثر مما تظن."),
                    ("احفظ ثم أبلغ", "التقط صورة للشاشة قبل أن تُحذف الرسالة، ثم استخدم زر الإبلاغ."),
                ),
                tip("تذكّر", "يحقّ لك أن تغادر غرفة يصرخ فيها الناس. على الإنترنت أيضًا."),
            ),
        ),
    },
)
