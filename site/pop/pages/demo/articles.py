"""Short articles, written for POP. No numbers and no studies are quoted, because none were asked."""

from dataclasses import dataclass
from typing import Any

Block = tuple[str, Any]


@dataclass(frozen=True)
class Text:
    title: str
    summary: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Article:
    slug: str
    texts: dict[str, Text]


def _p(text: str) -> Block:
    return ("paragraph", f"<p>{text}</p>")


def _h(text: str) -> Block:
    return ("heading", text)


def _tip(title: str, text: str) -> Block:
    return ("tip", {"title": title, "text": f"<p>{text}</p>"})


def _steps(*steps: tuple[str, str]) -> Block:
    return ("steps", {"steps": [{"title": title, "text": text} for title, text in steps]})


def _note(note: str, *paragraphs: str) -> Block:
    return ("content_note", {"note": note, "text": "".join(f"<p>{text}</p>" for text in paragraphs)})


ARTICLES = (
    Article(
        "is-this-person-real",
        {
            "en": Text(
                "Is this person who they say they are?",
                "New friends online can be wonderful. A few signs tell you when to slow down.",
                (
                    _p(
                        "Most people who write to you are what they seem: bored, funny, looking for somebody who likes"
                        " the same game. Some are not. You do not have to be a detective. It is enough to notice when"
                        " something feels rushed."
                    ),
                    _h("Signs to slow down"),
                    (
                        "paragraph",
                        "<ul><li>They want to move to another app, quickly.</li>"
                        "<li>They ask you to keep the two of you a secret.</li>"
                        "<li>They give you presents, points or compliments, and then want something back.</li>"
                        "<li>They always have a reason why their camera does not work.</li>"
                        "<li>They get cross or sad when you say no.</li></ul>",
                    ),
                    _p(
                        "One sign does not prove anything. But somebody who means well can wait, and takes a no without"
                        " a fight."
                    ),
                    _h("What you can do"),
                    _steps(
                        ("Take your time", "You never owe anybody an answer, a photo or your name."),
                        (
                            "Tell one person",
                            "A friend, a sister, a teacher. Secrets lose their grip when they are shared.",
                        ),
                        ("Block without explaining", "You can do it at any moment. Nobody is told why."),
                    ),
                    _tip(
                        "If you already sent something",
                        "It is not your fault, and it is not too late. Do not send more, keep the messages, and talk to"
                        " somebody whose job it is to help.",
                    ),
                ),
            ),
            "fr": Text(
                "Cette personne est-elle vraiment qui elle dit être ?",
                "Se faire des amis en ligne, c’est parfois génial. Quelques signes montrent quand il vaut mieux ralentir.",
                (
                    _p(
                        "La plupart des gens qui t’écrivent sont ce qu’ils semblent être : ils s’ennuient, ils ont de"
                        " l’humour, ils aiment le même jeu que toi. Certains, non. Pas besoin de mener l’enquête : il suffit"
                        " de remarquer quand quelque chose va trop vite."
                    ),
                    _h("Les signes pour ralentir"),
                    (
                        "paragraph",
                        "<ul><li>La personne veut vite passer sur une autre application.</li>"
                        "<li>Elle te demande de garder votre lien secret.</li>"
                        "<li>Elle t’offre des cadeaux, des points ou des compliments, puis veut quelque chose en retour.</li>"
                        "<li>Sa caméra ne marche jamais, et il y a toujours une raison.</li>"
                        "<li>Elle se fâche ou devient triste quand tu dis non.</li></ul>",
                    ),
                    _p(
                        "Un seul signe ne prouve rien. Mais une personne bien intentionnée sait attendre, et accepte un non"
                        " sans dispute."
                    ),
                    _h("Ce que tu peux faire"),
                    _steps(
                        ("Prends ton temps", "Tu ne dois jamais à personne une réponse, une photo ou ton nom."),
                        (
                            "Parles-en à quelqu’un",
                            "Un ami, une sœur, quelqu’un de l’école. Un secret partagé perd sa force.",
                        ),
                        ("Bloque sans t’expliquer", "Tu peux le faire à tout moment. Personne n’apprend pourquoi."),
                    ),
                    _tip(
                        "Si tu as déjà envoyé quelque chose",
                        "Ce n’est pas ta faute, et il n’est pas trop tard. N’envoie rien de plus, garde les messages, et parle"
                        " à quelqu’un dont le métier est d’aider.",
                    ),
                ),
            ),
            "es": Text(
                "¿Esta persona es quien dice ser?",
                "Hacer amistades en internet puede ser genial. Algunas señales te dicen cuándo ir más despacio.",
                (
                    _p(
                        "La mayoría de la gente que te escribe es lo que parece: se aburre, tiene gracia, busca a alguien a"
                        " quien le guste el mismo juego. Alguna, no. No hace falta investigar nada: basta con notar cuándo"
                        " algo va demasiado deprisa."
                    ),
                    _h("Señales para ir más despacio"),
                    (
                        "paragraph",
                        "<ul><li>Quiere pasar a otra aplicación, y rápido.</li>"
                        "<li>Te pide que lo de ustedes sea un secreto.</li>"
                        "<li>Te da regalos, puntos o halagos, y luego quiere algo a cambio.</li>"
                        "<li>Siempre hay un motivo para que su cámara no funcione.</li>"
                        "<li>Se enfada o se pone triste cuando dices que no.</li></ul>",
                    ),
                    _p(
                        "Una sola señal no demuestra nada. Pero quien tiene buena intención sabe esperar y acepta un no."
                    ),
                    _h("Qué puedes hacer"),
                    _steps(
                        ("Tómate tu tiempo", "Nunca le debes a nadie una respuesta, una foto ni tu nombre."),
                        (
                            "Cuéntaselo a alguien",
                            "Una amiga, un hermano, alguien de la escuela. Un secreto compartido pierde fuerza.",
                        ),
                        ("Bloquea sin dar explicaciones", "Puedes hacerlo en cualquier momento. Nadie sabrá por qué."),
                    ),
                    _tip(
                        "Si ya enviaste algo",
                        "No es culpa tuya, y no es demasiado tarde. No envíes más, guarda los mensajes y habla con alguien"
                        " cuyo trabajo es ayudar.",
                    ),
                ),
            ),
        },
    ),
    Article(
        "leaving-a-group",
        {
            "en": Text(
                "How to leave a group without a drama",
                "You may leave any chat, at any time, for any reason. Here are three calm ways.",
                (
                    _p(
                        "Groups change. What was fun last year can feel loud or mean today. Leaving is not an attack on"
                        " anybody; it is closing a door to a room you do not want to sit in."
                    ),
                    _h("Three ways out"),
                    _steps(
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
                    _h("If they add you again"),
                    _p(
                        "Many apps let you choose who may add you to groups. Look for “Groups” in the privacy settings and"
                        " choose “my contacts” or “nobody”."
                    ),
                    _tip(
                        "Worried about what happens after?",
                        "Tell one person you trust before you leave. Then somebody is on your side when you do.",
                    ),
                ),
            ),
        },
    ),
    Article(
        "helping-a-friend",
        {
            "en": Text(
                "When a friend tells you something heavy",
                "You do not need to fix it. Listening, believing and not being alone with it is already a lot.",
                (
                    _p(
                        "Maybe a friend told you that somebody is hurting them, or that they feel very bad. You may be"
                        " scared to say the wrong thing. Here is what usually helps."
                    ),
                    _h("What helps"),
                    _steps(
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
                    _h("What you should not promise"),
                    _p(
                        "Please do not promise to keep it a secret. You can say: “I will not tell everybody. But if I am"
                        " afraid for you, I will get help.” That is not betrayal. It is what a friend does."
                    ),
                    _note(
                        "About a friend who might be in danger",
                        "If your friend says that they want to hurt themselves, or somebody is hurting them now, do not wait"
                        " and do not stay alone with it. Tell a grown-up you trust today, or call a helpline. In an"
                        " emergency, call the emergency number of your country.",
                    ),
                    _tip(
                        "And you?",
                        "Carrying something like this is hard. You may talk to a helpline about yourself, too.",
                    ),
                ),
            ),
            "ar": Text(
                "عندما يخبرك صديق بأمر صعب",
                "لست مضطرًا إلى حلّ المشكلة. أن تستمع وتصدّق وألّا تتركه وحده هو شيء كبير.",
                (
                    _p(
                        "ربما أخبرك صديق أو صديقة بأن شخصًا ما يؤذيه، أو أنه يشعر بسوء شديد. قد تخاف أن تقول شيئًا خاطئًا."
                        " إليك ما يساعد عادةً."
                    ),
                    _h("ما الذي يساعد؟"),
                    _steps(
                        ("استمع أولًا", "لا داعي لأسئلة كثيرة. عبارة «أنا سعيد لأنك أخبرتني» بداية جيدة."),
                        ("صدّقه", "«يبدو هذا صعبًا جدًا، وهو ليس ذنبك.»"),
                        ("اسأله عمّا يريد", "«هل تريد أن أستمع فقط، أم نبحث معًا عن مساعدة؟»"),
                        ("ابحثا عن شخص أكبر", "يمكنكما الذهاب معًا. خط المساعدة يستطيع أن ينصحك أنت أيضًا."),
                    ),
                    _h("ما لا يجب أن تَعِد به"),
                    _p(
                        "من فضلك لا تَعِد بأن تحتفظ بالسرّ. يمكنك أن تقول: «لن أخبر الجميع، لكن إذا خفتُ عليك فسأطلب المساعدة»."
                        " هذه ليست خيانة، بل هذا ما يفعله الصديق."
                    ),
                    _note(
                        "عن صديق قد يكون في خطر",
                        "إذا قال صديقك إنه يريد أن يؤذي نفسه، أو إن شخصًا ما يؤذيه الآن، فلا تنتظر ولا تبقَ وحدك مع الأمر."
                        " أخبر اليوم شخصًا بالغًا تثق به، أو اتصل بخط مساعدة. في حالة الطوارئ اتصل برقم الطوارئ في بلدك.",
                    ),
                ),
            ),
        },
    ),
    Article(
        "privacy-in-ten-minutes",
        {
            "en": Text(
                "Your privacy settings in ten minutes",
                "Five small changes that work in nearly every app. Do them once, and enjoy the calm.",
                (
                    _p(
                        "Apps like to start with everything open. You can close the doors you do not need. The names of"
                        " the settings differ a little, but nearly every app has these five."
                    ),
                    _steps(
                        ("Who can see you", "Look for “Private account” and switch it on."),
                        ("Who can write to you", "Choose “Friends” or “People I follow” for messages and comments."),
                        ("Who can find you", "Switch off finding you by phone number or e-mail address."),
                        (
                            "Where you are",
                            "Switch off the location for the camera and for every app that is not a map.",
                        ),
                        ("Who can tag or add you", "Let tags and group invitations wait for your yes."),
                    ),
                    _h("Then look once more"),
                    _p(
                        "Open your profile as a stranger would see it. Does a picture show your school, your street, your"
                        " uniform? You may take it down, or show it to friends only."
                    ),
                    _tip(
                        "A second lock",
                        "Switch on two-step sign-in where you can. Then somebody who guesses your password still stands"
                        " outside the door.",
                    ),
                ),
            ),
        },
    ),
    Article(
        "safe-in-group-chats",
        {
            "en": Text(
                "Staying safe in group chats",
                "Group chats can be the best part of the day. A few habits keep them that way.",
                (
                    _h("Before you write"),
                    _p(
                        "In a group you never know quite who is reading. Somebody may show their phone to a brother, or take"
                        " a screenshot. Write what you would also say with everybody in the same room."
                    ),
                    _h("Keep for yourself"),
                    (
                        "paragraph",
                        "<ul><li>your full name, your school and your address</li>"
                        "<li>where you are right now, and when nobody is at home</li>"
                        "<li>passwords, also to your best friend</li>"
                        "<li>pictures that others would not want to be seen in</li></ul>",
                    ),
                    _h("When it turns mean"),
                    _steps(
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
                    _h("قبل أن تكتب"),
                    _p(
                        "في المجموعة لا تعرف تمامًا من يقرأ. قد يُري أحدهم هاتفه لأخيه، أو يلتقط صورة للشاشة. اكتب ما يمكنك أن"
                        " تقوله لو كان الجميع في غرفة واحدة."
                    ),
                    _h("احتفظ به لنفسك"),
                    (
                        "paragraph",
                        "<ul><li>اسمك الكامل ومدرستك وعنوانك</li>"
                        "<li>مكانك الآن، ومتى يكون البيت خاليًا</li>"
                        "<li>كلمات المرور، حتى عن أقرب صديق</li>"
                        "<li>صورًا لا يريد الآخرون أن يظهروا فيها</li></ul>",
                    ),
                    _h("عندما يصبح الكلام جارحًا"),
                    _steps(
                        ("لا تشارك", "بلا إعجاب وبلا وجه ضاحك. حتى الصمت يساعد قليلًا."),
                        ("اكتب إلى الشخص", "رسالة خاصة مثل «رأيتُ ما حدث، هل أنت بخير؟» تعني أكثر مما تظن."),
                        ("احفظ ثم أبلغ", "التقط صورة للشاشة قبل أن تُحذف الرسالة، ثم استخدم زر الإبلاغ."),
                    ),
                    _tip("تذكّر", "يحقّ لك أن تغادر غرفة يصرخ فيها الناس. على الإنترنت أيضًا."),
                ),
            ),
        },
    ),
    Article(
        "someone-shared-your-picture",
        {
            "en": Text(
                "Someone shared your picture without asking",
                "Whatever the picture shows: sharing it was their decision, not your fault. Here is what you can do now.",
                (
                    _p(
                        "First, breathe. This happens to more people than you think, and there are ways to stop it. You did"
                        " nothing wrong by being in a picture."
                    ),
                    _h("What to do now"),
                    _steps(
                        ("Do not answer in anger", "And do not pay, send more or meet, whatever they say."),
                        (
                            "Keep proof",
                            "Note the name of the account, the day and the address. A screenshot of the account is enough.",
                        ),
                        (
                            "Report it in the app",
                            "Choose “a picture of me” or “without my consent”. Friends can report it as well.",
                        ),
                        (
                            "Tell somebody you trust",
                            "A grown-up, or a helpline. They have helped others with exactly this.",
                        ),
                    ),
                    _note(
                        "About private or intimate pictures",
                        "If the picture is private or intimate and you are under 18, showing or sharing it is against the law"
                        " in nearly every country, and the law is there to protect you. Helplines know how pictures are"
                        " taken down. You do not have to show the picture to anybody to be helped.",
                    ),
                    _h("If you received such a picture"),
                    _p(
                        "Do not pass it on, not even to show how bad it is. Delete it, and tell the person in it that you are"
                        " on their side."
                    ),
                    _tip(
                        "It is never too late",
                        "Pictures can be taken down after weeks or months, too. Ask for help when you are ready.",
                    ),
                ),
            ),
            "fr": Text(
                "Quelqu’un a partagé ta photo sans te demander",
                "Quoi que montre la photo : la partager était leur décision, pas ta faute. Voici ce que tu peux faire.",
                (
                    _p(
                        "D’abord, respire. Cela arrive à plus de gens que tu ne penses, et il existe des moyens de l’arrêter."
                        " Tu n’as rien fait de mal en étant sur une photo."
                    ),
                    _h("Que faire maintenant"),
                    _steps(
                        (
                            "Ne réponds pas sous la colère",
                            "Ne paie pas, n’envoie rien de plus, n’accepte aucun rendez-vous.",
                        ),
                        (
                            "Garde une preuve",
                            "Note le nom du compte, le jour et l’adresse. Une capture d’écran du compte suffit.",
                        ),
                        (
                            "Signale-la dans l’application",
                            "Choisis « une photo de moi » ou « sans mon accord ». Tes amis peuvent la signaler aussi.",
                        ),
                        (
                            "Parles-en à quelqu’un de confiance",
                            "Un adulte, ou une ligne d’écoute. Ces personnes ont déjà aidé dans la même situation.",
                        ),
                    ),
                    _note(
                        "À propos des photos intimes",
                        "Si la photo est intime et que tu as moins de 18 ans, la montrer ou la partager est interdit par la loi"
                        " dans presque tous les pays, et cette loi est là pour te protéger. Les lignes d’écoute savent"
                        " comment faire retirer des photos. Tu n’as à montrer la photo à personne pour recevoir de l’aide.",
                    ),
                    _h("Si tu as reçu une photo comme celle-là"),
                    _p(
                        "Ne la transmets pas, même pour montrer que c’est grave. Supprime-la, et dis à la personne concernée"
                        " que tu es de son côté."
                    ),
                    _tip(
                        "Il n’est jamais trop tard",
                        "Une photo peut aussi être retirée après des semaines ou des mois. Demande de l’aide quand tu le veux.",
                    ),
                ),
            ),
            "es": Text(
                "Alguien compartió tu foto sin preguntarte",
                "Muestre lo que muestre: compartirla fue decisión suya, no culpa tuya. Esto es lo que puedes hacer ahora.",
                (
                    _p(
                        "Primero, respira. Le pasa a más gente de lo que crees, y hay maneras de pararlo. No hiciste nada malo"
                        " por salir en una foto."
                    ),
                    _h("Qué hacer ahora"),
                    _steps(
                        ("No respondas con enojo", "Y no pagues, no envíes más ni aceptes quedar, digan lo que digan."),
                        (
                            "Guarda una prueba",
                            "Apunta el nombre de la cuenta, el día y la dirección. Basta una captura de pantalla de la cuenta.",
                        ),
                        (
                            "Denúnciala en la aplicación",
                            "Elige «una foto mía» o «sin mi consentimiento». Tus amistades también pueden denunciarla.",
                        ),
                        (
                            "Cuéntaselo a alguien de confianza",
                            "Una persona adulta o una línea de ayuda. Ya han ayudado a otras personas con lo mismo.",
                        ),
                    ),
                    _note(
                        "Sobre las fotos íntimas",
                        "Si la foto es íntima y tienes menos de 18 años, mostrarla o compartirla va contra la ley en casi todos"
                        " los países, y esa ley está para protegerte. Las líneas de ayuda saben cómo se retiran las fotos."
                        " No tienes que enseñarle la foto a nadie para que te ayuden.",
                    ),
                    _h("Si recibiste una foto así"),
                    _p(
                        "No la reenvíes, ni siquiera para mostrar lo grave que es. Bórrala y dile a la persona que estás de su"
                        " lado."
                    ),
                    _tip(
                        "Nunca es tarde",
                        "También se pueden retirar fotos después de semanas o meses. Pide ayuda cuando quieras.",
                    ),
                ),
            ),
            "ar": Text(
                "نشر أحدهم صورتك دون أن يسألك",
                "مهما كان في الصورة: نشرها كان قرارهم، وليس ذنبك. إليك ما يمكنك فعله الآن.",
                (
                    _p(
                        "أولًا، خذ نفسًا عميقًا. يحدث هذا لأشخاص أكثر مما تظن، وهناك طرق لإيقافه. لم تفعل شيئًا خاطئًا لأنك"
                        " ظهرت في صورة."
                    ),
                    _h("ماذا تفعل الآن؟"),
                    _steps(
                        ("لا تردّ وأنت غاضب", "ولا تدفع ولا ترسل المزيد ولا توافق على لقاء، مهما قالوا."),
                        ("احتفظ بدليل", "اكتب اسم الحساب واليوم والعنوان. تكفي صورة لشاشة الحساب."),
                        ("أبلغ عنها في التطبيق", "اختر «صورة لي» أو «دون موافقتي». يمكن لأصدقائك الإبلاغ أيضًا."),
                        ("أخبر شخصًا تثق به", "شخصًا بالغًا أو خط مساعدة. لقد ساعدوا آخرين في الأمر نفسه."),
                    ),
                    _note(
                        "عن الصور الخاصة",
                        "إذا كانت الصورة خاصة وعمرك أقل من 18 عامًا، فإن عرضها أو نشرها مخالف للقانون في معظم البلدان، والقانون"
                        " وُضع لحمايتك. تعرف خطوط المساعدة كيف تُزال الصور. لست مضطرًا إلى أن تُري الصورة لأحد كي تحصل على"
                        " المساعدة.",
                    ),
                    _h("إذا وصلتك صورة كهذه"),
                    _p("لا ترسلها إلى أحد، ولا حتى لتُظهر كم هي سيئة. احذفها، وقل لصاحبها إنك تقف إلى جانبه."),
                ),
            ),
        },
    ),
)
