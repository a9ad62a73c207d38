"""When a friend tells you something heavy"""

from pop.pages.demo.articles.parts import Article, Text, h, note, p, steps, tip

ARTICLE = Article(
    "helping-a-friend",
    {
        "en": Text(
            "When a friend tells you something heavy",
            "You do not need to fix it. Listening, believing and not being alone with it is already a lot.",
            (
                p(
                    "Maybe a friend told you that somebody is hurting them, or that they feel very bad. You may be"
                    " scared to say the wrong thing. Here is what usually helps."
                ),
                h("What helps"),
                steps(
                    (
                        "Listen first",
                        "No questions like a police officer. “I am glad you told me” is a good start.",
                    ),
                    ("Believe them", "“That sounds really hard, and it is not your fault.”"),
                    ("Ask what they want", "“Do you want me just to listen, or shall we look for help together?”"),
                    (
                        "Find somebody older",
                        "You can go together. A helpline can also tell you, the friend, what to do.",
                    ),
                ),
                h("What you should not promise"),
                p(
                    "Please do not promise to keep it a secret. You can say: “I will not tell everybody. But if I am"
                    " afraid for you, I will get help.” That is not betrayal. It is what a friend does."
                ),
                note(
                    "About a friend who might be in danger",
                    "If your friend says that they want to hurt themselves, or somebody is hurting them now, do not wait"
                    " and do not stay alone with it. Tell a grown-up you trust today, or call a helpline. In an"
                    " emergency, call the emergency number of your country.",
                ),
                tip(
                    "And you?",
                    "Carrying something like this is hard. You may talk to a helpline about yourself, too.",
                ),
            ),
        ),
        "ar": Text(
            "عندما يخبرك صديق بأمر صعب",
            "لست مضطرًا إلى حلّ المشكلة. أن تستمع وتصدّق وألّا تتركه وحده هو شيء كبير.",
            (
                p(
                    "ربما أخبرك صديق أو صديقة بأن شخصًا ما يؤذيه، أو أنه يشعر بسوء شديد. قد تخاف أن تقول شيئًا خاطئًا."
                    " إليك ما يساعد عادةً."
                ),
                h("ما الذي يساعد؟"),
                steps(
                    ("استمع أولًا", "لا داعي لأسئلة كثيرة. عبارة «أنا سعيد لأنك أخبرتني» بداية جيدة."),
                    ("صدّقه", "«يبدو هذا صعبًا جدًا، وهو ليس ذنبك.»"),
                    ("اسأله عمّا يريد", "«هل تريد أن أستمع فقط، أم نبحث معًا عن مساعدة؟»"),
                    ("ابحثا عن شخص أكبر", "يمكنكما الذهاب معًا. خط المساعدة يستطيع أن ينصحك أنت أيضًا."),
                ),
                h("ما لا يجب أن تَعِد به"),
                p(
                    "من فضلك لا تَعِد بأن تحتفظ بالسرّ. يمكنك أن تقول: «لن أخبر الجميع، لكن إذا خفتُ عليك فسأطلب المساعدة»."
                    " هذه ليست خيانة، بل هذا ما يفعله الصديق."
                ),
                note(
                    "عن صديق قد يكون في خطر",
                    "إذا قال صديقك إنه يريد أن يؤذي نفسه، أو إن شخصًا ما يؤذيه الآن، فلا تنتظر ولا تبقَ وحدك مع الأمر."
                    " أخبر اليوم شخصًا بالغًا تثق به، أو اتصل بخط مساعدة. في حالة الطوارئ اتصل برقم الطوارئ في بلدك.",
                ),
            ),
        ),
    },
)
