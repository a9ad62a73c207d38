"""Is this person who they say they are?"""

from pop.pages.demo.articles.parts import Article, Text, h, p, steps, tip

ARTICLE = Article(
    "is-this-person-real",
    {
        "en": Text(
            "Is this person who they say they are?",
            "New friends online can be wonderful. A few signs tell you when to slow down.",
            (
                p(
                    "Most people who write to you are what they seem: bored, funny, looking for somebody who likes"
                    " the same game. Some are not. You do not have to be a detective. It is enough to notice when"
                    " something feels rushed."
                ),
                h("Signs to slow down"),
                (
                    "paragraph",
                    "<ul><li>They want to move to another app, quickly.</li>"
                    "<li>They ask you to keep the two of you a secret.</li>"
                    "<li>They give you presents, points or compliments, and then want something back.</li>"
                    "<li>They always have a reason why their camera does not work.</li>"
                    "<li>They get cross or sad when you say no.</li></ul>",
                ),
                p(
                    "One sign does not prove anything. But somebody who means well can wait, and takes a no without"
                    " a fight."
                ),
                h("What you can do"),
                steps(
                    ("Take your time", "You never owe anybody an answer, a photo or your name."),
                    (
                        "Tell one person",
                        "A friend, a sister, a teacher. Secrets lose their grip when they are shared.",
                    ),
                    ("Block without explaining", "You can do it at any moment. Nobody is told why."),
                ),
                tip(
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
                p(
                    "La plupart des gens qui t’écrivent sont ce qu’ils semblent être : ils s’ennuient, ils ont de"
                    " l’humour, ils aiment le même jeu que toi. Certains, non. Pas besoin de mener l’enquête : il suffit"
                    " de remarquer quand quelque chose va trop vite."
                ),
                h("Les signes pour ralentir"),
                (
                    "paragraph",
                    "<ul><li>La personne veut vite passer sur une autre application.</li>"
                    "<li>Elle te demande de garder votre lien secret.</li>"
                    "<li>Elle t’offre des cadeaux, des points ou des compliments, puis veut quelque chose en retour.</li>"
                    "<li>Sa caméra ne marche jamais, et il y a toujours une raison.</li>"
                    "<li>Elle se fâche ou devient triste quand tu dis non.</li></ul>",
                ),
                p(
                    "Un seul signe ne prouve rien. Mais une personne bien intentionnée sait attendre, et accepte un non"
                    " sans dispute."
                ),
                h("Ce que tu peux faire"),
                steps(
                    ("Prends ton temps", "Tu ne dois jamais à personne une réponse, une photo ou ton nom."),
                    (
                        "Parles-en à quelqu’un",
                        "Un ami, une sœur, quelqu’un de l’école. Un secret partagé perd sa force.",
                    ),
                    ("Bloque sans t’expliquer", "Tu peux le faire à tout moment. Personne n’apprend pourquoi."),
                ),
                tip(
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
                p(
                    "La mayoría de la gente que te escribe es lo que parece: se aburre, tiene gracia, busca a alguien a"
                    " quien le guste el mismo juego. Alguna, no. No hace falta investigar nada: basta con notar cuándo"
                    " algo va demasiado deprisa."
                ),
                h("Señales para ir más despacio"),
                (
                    "paragraph",
                    "<ul><li>Quiere pasar a otra aplicación, y rápido.</li>"
                    "<li>Te pide que lo de ustedes sea un secreto.</li>"
                    "<li>Te da regalos, puntos o halagos, y luego quiere algo a cambio.</li>"
                    "<li>Siempre hay un motivo para que su cámara no funcione.</li>"
                    "<li>Se enfada o se pone triste cuando dices que no.</li></ul>",
                ),
                p("Una sola señal no demuestra nada. Pero quien tiene buena intención sabe esperar y acepta un no."),
                h("Qué puedes hacer"),
                steps(
                    ("Tómate tu tiempo", "Nunca le debes a nadie una respuesta, una foto ni tu nombre."),
                    (
                        "Cuéntaselo a alguien",
                        "Una amiga, un hermano, alguien de la escuela. Un secreto compartido pierde fuerza.",
                    ),
                    ("Bloquea sin dar explicaciones", "Puedes hacerlo en cualquier momento. Nadie sabrá por qué."),
                ),
                tip(
                    "Si ya enviaste algo",
                    "No es culpa tuya, y no es demasiado tarde. No envíes más, guarda los mensajes y habla con alguien"
                    " cuyo trabajo es ayudar.",
                ),
            ),
        ),
    },
)
