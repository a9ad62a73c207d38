"""Someone shared your picture without asking"""

from pop.pages.demo.articles.parts import Article, Text, h, note, p, steps, tip

ARTICLE = Article(
    "someone-shared-your-picture",
    {
        "en": Text(
            "Someone shared your picture without asking",
            "Whatever the picture shows: sharing it was their decision, not your fault. Here is what you can do now.",
            (
                p(
                    "First, breathe. This happens to more people than you think, and there are ways to stop it. You did"
                    " nothing wrong by being in a picture."
                ),
                h("What to do now"),
                steps(
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
                note(
                    "About private or intimate pictures",
                    "If the picture is private or intimate and you are under 18, showing or sharing it is against the law"
                    " in nearly every country, and the law is there to protect you. Helplines know how pictures are"
                    " taken down. You do not have to show the picture to anybody to be helped.",
                ),
                h("If you received such a picture"),
                p(
                    "Do not pass it on, not even to show how bad it is. Delete it, and tell the person in it that you are"
                    " on their side."
                ),
                tip(
                    "It is never too late",
                    "Pictures can be taken down after weeks or months, too. Ask for help when you are ready.",
                ),
            ),
        ),
        "fr": Text(
            "Quelqu’un a partagé ta photo sans te demander",
            "Quoi que montre la photo : la partager était leur décision, pas ta faute. Voici ce que tu peux faire.",
            (
                p(
                    "D’abord, respire. Cela arrive à plus de gens que tu ne penses, et il existe des moyens de l’arrêter."
                    " Tu n’as rien fait de mal en étant sur une photo."
                ),
                h("Que faire maintenant"),
                steps(
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
                note(
                    "À propos des photos intimes",
                    "Si la photo est intime et que tu as moins de 18 ans, la montrer ou la partager est interdit par la loi"
                    " dans presque tous les pays, et cette loi est là pour te protéger. Les lignes d’écoute savent"
                    " comment faire retirer des photos. Tu n’as à montrer la photo à personne pour recevoir de l’aide.",
                ),
                h("Si tu as reçu une photo comme celle-là"),
                p(
                    "Ne la transmets pas, même pour montrer que c’est grave. Supprime-la, et dis à la personne concernée"
                    " que tu es de son côté."
                ),
                tip(
                    "Il n’est jamais trop tard",
                    "Une photo peut aussi être retirée après des semaines ou des mois. Demande de l’aide quand tu le veux.",
                ),
            ),
        ),
        "es": Text(
            "Alguien compartió tu foto sin preguntarte",
            "Muestre lo que muestre: compartirla fue decisión suya, no culpa tuya. Esto es lo que puedes hacer ahora.",
            (
                p(
                    "Primero, respira. Le pasa a más gente de lo que crees, y hay maneras de pararlo. No hiciste nada malo"
                    " por salir en una foto."
                ),
                h("Qué hacer ahora"),
                steps(
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
                note(
                    "Sobre las fotos íntimas",
                    "Si la foto es íntima y tienes menos de 18 años, mostrarla o compartirla va contra la ley en casi todos"
                    " los países, y esa ley está para protegerte. Las líneas de ayuda saben cómo se retiran las fotos."
                    " No tienes que enseñarle la foto a nadie para que te ayuden.",
                ),
                h("Si recibiste una foto así"),
                p(
                    "No la reenvíes, ni siquiera para mostrar lo grave que es. Bórrala y dile a la persona que estás de su"
                    " lado."
                ),
                tip(
                    "Nunca es tarde",
                    "También se pueden retirar fotos después de semanas o meses. Pide ayuda cuando quieras.",
                ),
            ),
        ),
        "ar": Text(
            "نشر أحدهم صورتك دون أن يسألك",
            "مهما كان في الصورة: نشرها كان قرارهم، وليس ذنبك. إليك ما يمكنك فعله الآن.",
            (
                p(
                    "أولًا، خذ نفسًا عميقًا. يحدث هذا لأشخاص أكثر مما تظن، وهناك طرق لإيقافه. لم تفعل شيئًا خاطئًا لأنك"
                    " ظهرت في صورة."
                ),
                h("ماذا تفعل الآن؟"),
                steps(
                    ("لا تردّ وأنت غاضب", "ولا تدفع ولا ترسل المزيد ولا توافق على لقاء، مهما قالوا."),
                    ("احتفظ بدليل", "اكتب اسم الحساب واليوم والعنوان. تكفي صورة لشاشة الحساب."),
                    ("أبلغ عنها في التطبيق", "اختر «صورة لي» أو «دون موافقتي». يمكن لأصدقائك الإبلاغ أيضًا."),
                    ("أخبر شخصًا تثق به", "شخصًا بالغًا أو خط مساعدة. لقد ساعدوا آخرين في الأمر نفسه."),
                ),
                note(
                    "عن الصور الخاصة",
                    "إذا كانت الصورة خاصة وعمرك أقل من 18 عامًا، فإن عرضها أو نشرها مخالف للقانون في معظم البلدان، والقانون"
                    " وُضع لحمايتك. تعرف خطوط المساعدة كيف تُزال الصور. لست مضطرًا إلى أن تُري الصورة لأحد كي تحصل على"
                    " المساعدة.",
                ),
                h("إذا وصلتك صورة كهذه"),
                p("لا ترسلها إلى أحد، ولا حتى لتُظهر كم هي سيئة. احذفها، وقل لصاحبها إنك تقف إلى جانبه."),
            ),
        ),
    },
)
