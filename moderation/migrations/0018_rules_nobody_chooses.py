"""The rules that come with a decision: why something waits, and why it stands behind a note. And a keyword that was
missing from a rule that is there."""

from django.db import migrations

# code, title, category, specification
RULES = [
    ("read-first", "Read by a person first", "PROTECTION_OF_MINORS", "AGE_SPECIFIC_RESTRICTIONS_MINORS"),
    ("content-note", "Behind a content note", "PROTECTION_OF_MINORS", "AGE_SPECIFIC_RESTRICTIONS_MINORS"),
]
SELF_HARM = "KEYWORD_SUICIDE KEYWORD_SELF_MUTILATION"


def seed(apps, schema_editor):
    ReasonCode = apps.get_model("moderation", "ReasonCode")
    for position, (code, title, category, specification) in enumerate(RULES, start=1):
        ReasonCode.objects.update_or_create(
            code=code,
            defaults={
                "title": title,
                "category": f"STATEMENT_CATEGORY_{category}",
                "category_specification": f"KEYWORD_{specification}",
                "position": 900 + position * 10,
                "is_active": False,
            },
        )
    rule = ReasonCode.objects.filter(code="self-harm-detail", category_specification="")
    rule.update(category_specification=SELF_HARM)


def unseed(apps, schema_editor):
    """Decisions that name them keep their words; they lose the rule."""
    Decision = apps.get_model("moderation", "Decision")
    codes = [rule[0] for rule in RULES]
    named = Decision.objects.filter(incompatible_content_ground__in=codes)
    named.update(incompatible_content_ground=None, decision_visibility="", content_note="")
    ReasonCode = apps.get_model("moderation", "ReasonCode")
    ReasonCode.objects.filter(code__in=codes).delete()
    ReasonCode.objects.filter(code="self-harm-detail").update(category_specification="")


class Migration(migrations.Migration):
    dependencies = [("moderation", "0017_appeals_and_statements")]
    operations = [migrations.RunPython(seed, unseed)]
