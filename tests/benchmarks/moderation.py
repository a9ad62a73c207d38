"""`make bench-moderation`: what it costs to read a message, with 10,000 terms in 12 scripts and every step on.

Messages of 200 characters: most are plain, some hold numbers, links, app names, disguises or terms. Beside it a loop
over the same lexicon. Measured is the CPU time of each call, so that other work on the machine does not count. Then
the queue (moderation_queue.py). Ends with one line of JSON. Everything is made from one seed: letters without meaning.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

RUN = Path(__file__).parent / "run.py"
TERMS = 10_000
LENGTH = 200  # characters
ROUNDS = 20
LOOPED = 60  # messages: the loop is slow

# First and last letter of a stretch of each script.
SCRIPTS = {
    "en": "az",
    "ru": "ая",
    "el": "αω",
    "ar": "بي",
    "he": "את",
    "hi": "कह",
    "bn": "কহ",
    "th": "กฮ",
    "zh": "一龥",
    "ko": "가힣",
    "hy": "աֆ",
    "ka": "აჰ",
}
PLAIN = {
    "en": "When I came here first I was nervous, but everybody listened and nobody laughed at me. Now I look forward "
    "to it, and I tell my friends that talking really helps when the days feel long and grey, you know. ",
    "fr": "Quand je suis arrivée ici, j'étais très nerveuse, mais tout le monde m'a écoutée et personne ne s'est moqué "
    "de moi. Maintenant j'attends ce moment avec joie, et je le dis à mes amis : ça aide vraiment. ",
    "es": "Cuando llegué aquí por primera vez estaba muy nerviosa, pero todos me escucharon y nadie se rió de mí. "
    "Ahora espero este momento con alegría y les digo a mis amigos que hablar ayuda de verdad. ",
    "ar": "عندما جئت إلى هنا أول مرة كنت متوترة جدا، لكن الجميع استمع إلي ولم يضحك أحد علي. الآن أنتظر هذا الموعد بفرح "
    "وأقول لأصدقائي إن الكلام يساعد حقا عندما تكون الأيام طويلة ورمادية، وأحب أن أسمعكم كل مرة. ",
}
# What makes the steps work: one in five messages holds one of these.
SALT = [
    "my number is 079 123 45 68 ok",
    "we met on 12.05.2026 at 16:30, 14 of us",
    "zero seven nine one two three four",
    "look at rosies-page.com",
    "rosie (at) gmail (dot) com",
    "we made an instagram page about rivers",
    "add me on snap rosie_b",
    "I go to Springfield High School",
    "I live at 12 Baker Street",
    "My name is Amina Haddad",
    "𝓶𝔂 𝓼𝓷𝓪𝓹 𝓲𝓼 𝓻𝓸𝓼𝓲𝓮",
    "y0u 4re 5o stup1d!",
]


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    import django

    django.setup()
    figures = measured(Random(20261126))
    sys.stdout.write(
        "A message of 200 characters: {screen_median_us} µs (median), {screen_p99_us} µs (p99); a loop over the same "
        "lexicon: {loop_median_us} µs. Making the matcher: {matcher_ms} ms.\n".format(**figures)
    )
    sys.stdout.write(json.dumps({"bench": "moderation", **figures, **figures_of_the_queue()}) + "\n")


def figures_of_the_queue() -> dict[str, Any]:
    """Measured in a process of its own, which has a database of its own; what it says in words is passed on."""
    command = [sys.executable, str(RUN), "tests.benchmarks.moderation_queue"]
    *words, figures = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.splitlines()
    sys.stdout.write("".join(f"{line}\n" for line in words))
    return {name: value for name, value in json.loads(figures).items() if name != "bench"}


def measured(random: Random) -> dict[str, Any]:
    from moderation.contracts import ScreeningContext
    from moderation.screening import screen
    from moderation.screening.folding import fold
    from moderation.screening.in_use import put_in_use, watch_with
    from moderation.screening.lexicon import Lexicon

    terms = made_up_terms(random)
    began = time.process_time()
    lexicon = Lexicon(terms)
    matcher_ms = round((time.process_time() - began) * 1000)
    watch_with(None)
    put_in_use(lexicon)
    messages = list(made_up_messages(random, [term.text for term in terms]))
    context = ScreeningContext(kind="bench", recent_texts=("hi", "how are you", "fine, and you"))

    spelt = [fold(term.text).words for term in terms]

    def loop(text: str) -> list[str]:
        words = fold(text).words
        return [term for term in spelt if term in words]

    for text in messages:
        screen(text, context)  # whatever is made once, is made now
    spent = sorted(cost(screen, text, context) for _ in range(ROUNDS) for text in messages)
    looped = sorted(cost(loop, text) for text in messages[:LOOPED])
    return {
        "terms": len(terms),
        "messages": len(messages),
        "screen_median_us": at(spent, 0.5),
        "screen_p99_us": at(spent, 0.99),
        "loop_median_us": at(looped, 0.5),
        "matcher_ms": matcher_ms,
    }


def made_up_terms(random: Random) -> list[Any]:
    from moderation.contracts import Effect
    from moderation.screening.lexicon import Term

    languages = list(SCRIPTS)
    return [
        Term(text=phrase(random, language), language=language, category="unkind.insult", effect=Effect.HOLD)
        for language in (languages[number % len(languages)] for number in range(TERMS))
    ]


def made_up_messages(random: Random, terms: list[str]) -> Iterator[str]:
    """Half in the four languages POP starts with, half in letters of the twelve scripts."""
    for number in range(600):
        if number % 2:
            text = PLAIN[random.choice(list(PLAIN))]
        else:
            language = random.choice(list(SCRIPTS))
            text = " ".join(phrase(random, language) for _ in range(30))
        if number % 5 == 0:
            text = f"{random.choice(SALT)} {text}"
        if number % 20 == 0:
            text = f"{random.choice(terms)} {text}"
        yield (text * 2)[:LENGTH]


def phrase(random: Random, language: str) -> str:
    first, last = (ord(letter) for letter in SCRIPTS[language])
    words = random.choice((1, 1, 2, 3))
    return " ".join(
        "".join(chr(random.randint(first, last)) for _ in range(random.randint(4, 9))) for _ in range(words)
    )


def cost(call: Callable[..., object], *given: object) -> float:
    """CPU time of this thread, in microseconds."""
    began = time.thread_time_ns()
    call(*given)
    return (time.thread_time_ns() - began) / 1000


def at(figures: Iterable[float], share: float) -> float:
    ordered = sorted(figures)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)


if __name__ == "__main__":
    main()
