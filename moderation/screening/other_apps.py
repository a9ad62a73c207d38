"""Other apps and services, by the names young people use for them."""

ARABIC_APP = (
    r"(?:سناب(?:\s?شات)?|انست(?:ا?[غجق]رام|ا)|وا?تس(?:\s?اب)?|ت[يل]{1,3}[غجق]رام|ديسكورد"
    r"|تيك\s?توك|فيسبوك|ماسنجر|سي[غجك]نال)"
)
# Those in which people write to one another, as young people spell them.
CHAT_APP = (
    r"(?:snap(?:chat)?|insta(?:gram)?|ig|what'?s ?app?|wh?ats?app?|wtsp|wsp|wpp|[wg]u?asapp?|tele?gra?m|disc(?:ord)?"
    r"|kik|viber|mess?enger|tik ?tok|facebook|fb|wechat|signal)"
)
APP = (
    r"(?:s(?:nap(?:chat|py)?|ignal|team|kype)|i(?:nsta(?:gram)?|g|mo|message)|t(?:ik ?tok|ele(?:gram)?|g|witter)"
    r"|w(?:hats ?app|a|echat|eixin)|disc(?:ord)?|kik|viber|messenger|f(?:acebook|b|acetime)|roblox|zoom|psn|xbox"
    rf"|{ARABIC_APP})"
)
# The same, as words: without one of them no pattern with APP in it matches.
APP_NAMES = (
    *("snap", "snapchat", "snappy", "insta", "instagram", "ig", "tiktok", "tik tok", "whatsapp", "whats app", "wa"),
    *("telegram", "tg", "tele", "discord", "disc", "kik", "signal", "viber", "messenger", "facebook", "fb", "wechat"),
    *("wtsp", "wsp", "wpp", "wasap", "guasap", "watsap", "whatsap", "wattsapp", "telegrm", "telgram"),
    *("weixin", "imo", "roblox", "steam", "skype", "zoom", "facetime", "imessage", "twitter", "psn", "xbox"),
)
ARABIC_APP_NAMES = (
    *("سناب", "انستا", "واتس", "وتس", "غرام", "جرام", "قرام"),
    *("ديسكورد", "تيك", "فيسبوك", "ماسنجر", "سيغنال", "سيجنال", "سيكنال"),
)
MAIL_HOSTS = (
    *("gmail", "googlemail", "hotmail", "outlook", "yahoo", "icloud", "proton", "protonmail", "live", "aol", "gmx"),
    *("web", "qq", "yandex", "mail", "zoho", "tutanota"),
)
