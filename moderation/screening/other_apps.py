"""Other apps and services, by the names young people use for them."""

ARABIC_APP = (
    r"(?:سناب(?:\s?شات)?|انستا(?:غرام|جرام|قرام)?|واتس(?:\s?اب)?|تلي?غرام|تيلي?جرام|تليجرام|ديسكورد"
    r"|تيك\s?توك|فيسبوك|ماسنجر)"
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
    *("weixin", "imo", "roblox", "steam", "skype", "zoom", "facetime", "imessage", "twitter", "psn", "xbox"),
)
ARABIC_APP_NAMES = (
    *("سناب", "انستا", "واتس", "تلغرام", "تليغرام", "تيلجرام", "تيليجرام", "تليجرام"),
    *("ديسكورد", "تيك", "فيسبوك", "ماسنجر"),
)
MAIL_HOSTS = (
    *("gmail", "googlemail", "hotmail", "outlook", "yahoo", "icloud", "proton", "protonmail", "live", "aol", "gmx"),
    *("web", "qq", "yandex", "mail", "zoho", "tutanota"),
)
