"""The rules POP brings, with their places in the DSA Transparency Database's list of categories."""

from django.db import migrations

# code, title, category, specification
RULES = [
    ("contact", "No contact details or other channels", "PROTECTION_OF_MINORS", "GROOMING_SEXUAL_ENTICEMENT_MINORS"),
    ("private", "Private things stay private", "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS", ""),
    ("unkind", "No bullying", "NON_CONSENSUAL_BEHAVIOUR", "ONLINE_BULLYING_INTIMIDATION"),
    ("hate", "No hate", "ILLEGAL_OR_HARMFUL_SPEECH", ""),
    ("threat", "No threats", "VIOLENCE", ""),
    ("self-harm-detail", "No ways of hurting oneself", "SELF_HARM", ""),
    ("dares", "No dangerous dares", "PROTECTION_OF_MINORS", "UNSAFE_CHALLENGES"),
    ("sexual", "Nothing sexual", "PORNOGRAPHY_OR_SEXUALIZED_CONTENT", ""),
    ("pressure", "No pushing or tricking", "PROTECTION_OF_MINORS", "GROOMING_SEXUAL_ENTICEMENT_MINORS"),
    ("spam", "No advertising or scams", "SCAMS_AND_FRAUD", ""),
    ("copied", "Only what you made or may share", "INTELLECTUAL_PROPERTY_INFRINGEMENTS", ""),
    ("elsewhere", "Fits what this place is for", "SCOPE_OF_PLATFORM_SERVICE", ""),
]


def seed(apps, schema_editor):
    ReasonCode = apps.get_model("moderation", "ReasonCode")
    for position, (code, title, category, specification) in enumerate(RULES, start=1):
        ReasonCode.objects.update_or_create(
            code=code,
            defaults={
                "title": title,
                "category": f"STATEMENT_CATEGORY_{category}",
                "category_specification": f"KEYWORD_{specification}" if specification else "",
                "position": position * 10,
            },
        )


def unseed(apps, schema_editor):
    apps.get_model("moderation", "ReasonCode").objects.filter(code__in=[rule[0] for rule in RULES]).delete()


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_items_flags_and_decisions")]
    operations = [migrations.RunPython(seed, unseed)]
