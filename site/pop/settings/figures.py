"""How long, how many and how often: the figures of moderation, live rooms, meetings and help."""

# --- Moderation -----------------------------------------------------------------------------------

# Minutes until somebody must have looked, by severity (SG-55).
POP_MODERATION_MINUTES = {"severe": 15, "high": 4 * 60, "normal": 48 * 60}
# How many minutes somebody has for an item they took from the queue, before others get it (SG-53).
POP_LEASE_MINUTES = 10
# Who moderates (SEC-75): how many hard things one person opens in a shift; how many minutes they work before a break,
# how long a break is at least, and after how long a pause the next shift begins; after how many things of one sort in a
# row another sort comes; and how many days the numbers of a shift are kept.
POP_SHIFT_BUDGET = 25
POP_SHIFT_MINUTES = {"work": 90, "break": 15, "pause": 8 * 60}
POP_SHIFT_IN_A_ROW = 5
POP_SHIFT_DAYS = 30
# How often each process looks whether there is a newer lexicon. 0: never; the starter lexicon is used.
POP_LEXICON_SECONDS = 5
# Other programs that read texts too: paths of classes as moderation.screening.classifiers.Classifier wants them.
# None is needed. What does not answer within so many seconds is held.
POP_CLASSIFIERS: list[str] = []
POP_CLASSIFIER_SECONDS = 0.5
# Numbers about moderation for everybody (SG-61): below `least` none is shown and what is shown is rounded to it; days
# after the end of a quarter before its numbers come out.
POP_PUBLISHED_COUNTS = {"least": 10, "delay_days": 60}
POP_EVIDENCE_DAYS = 184  # how long the words behind a decision are kept: as long as somebody may appeal, or longer

# --- Live rooms -----------------------------------------------------------------------------------

# How often live rooms look by themselves: for wake-ups that got lost, and for who still belongs there. Logout and
# removal reach open sockets within 5 s (SEC-28): keep it below that.
POP_ROOMS_BEAT_SECONDS = 3
# How many people a circle takes: as long as nobody says otherwise, and at most; and how many a board takes at most.
# Above eight in a live circle, and sixty on a board, the software refuses to start.
POP_CIRCLE_PLACES = {"usual": 6, "most": 8, "board": 60}
# How many of somebody's first messages in a circle a person reads before the others see them (SG-10).
POP_CIRCLES_READ_FIRST = 5
# How many seconds somebody waits between two messages while their circle goes slowly.
POP_CIRCLES_SLOW_SECONDS = 20

# --- Sessions of circles ----------------------------------------------------------------------------

# Minutes: the waiting room opens before the start, the doors shut after it, the closing round begins before the end.
POP_SESSION_MINUTES = {"lobby": 10, "doors": 15, "closing": 15}
# A session whose facilitator or safety moderator has not been there for so long is frozen (SG-09).
POP_SESSION_STAFF_SECONDS = 30
# Minutes: how long an offer to talk alone waits for an answer, and how long such a talk lasts at most in a circle
# without sessions (where there is one, it ends with it).
POP_ASIDE_MINUTES = {"offer": 10, "talk": 90}
POP_ASIDE_DAYS = 30  # how long what was said in such a talk is kept (SG-42)
# Days: how long what was said in a circle is kept, in a live one and on a board (SG-42).
POP_TALK_DAYS = {"live": 30, "board": 180}
POP_CHECK_IN_DAYS = 30  # how long moods and words of a session are kept (SG-42)

# --- Help -----------------------------------------------------------------------------------------

# How many days a human's check of a helpline holds. Older ones are shown as not checked, and lower down (SG-34).
POP_HELP_CHECK_DAYS = 180
