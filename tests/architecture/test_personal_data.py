"""Every row about a person is claimed by the area that exports and erases it (SG-42, SG-46)."""

from django.apps import apps

from pop.accounts.contracts import areas_with_personal_data
from pop.accounts.models import Login, Persona

# Model label: why no area of ours claims it.
NOT_CLAIMED = {
    "audit.AuditEntry": "random ids only; outlives the people in it on purpose (SG-59)",
    "account.EmailAddress": "allauth's; POP keeps no e-mail, and the rows go with the login",
    "mfa.Authenticator": "allauth's second factors; exported by accounts, gone with the login",
    # Wagtail's own: written by editors in the admin; the login is set to null or the row goes with it.
    "wagtailcore.Page": "the owner of an editorial page",
    "wagtailcore.Revision": "who saved it in the admin",
    "wagtailcore.WorkflowState": "who submitted it in the admin",
    "wagtailcore.TaskState": "who decided in the admin",
    "wagtailcore.PageLogEntry": "editorial log; no database constraint, random ids",
    "wagtailcore.ModelLogEntry": "editorial log; no database constraint, random ids",
    "wagtailcore.PageSubscription": "who wants to hear of comments in the admin",
    "wagtailcore.Comment": "comments between editors in the admin",
    "wagtailcore.CommentReply": "comments between editors in the admin",
    "wagtailcore.UploadedFile": "an upload of an editor that was not finished",
    "wagtailimages.Image": "who uploaded it in the admin",
    "wagtaildocs.Document": "who uploaded it in the admin",
    "wagtailusers.UserProfile": "an editor's settings of the admin; gone with the login",
    "wagtailadmin.EditingSession": "who has a page open in the admin; minutes old",
    "wagtailadmin.FormState": "what an editor has not saved yet in the admin",
    "wagtailcore.APIToken": "a key to the admin of an editor; gone with the login",
}


def models_about_people():
    for model in apps.get_models(include_auto_created=False):
        for field in model._meta.get_fields():
            is_own = getattr(field, "concrete", False) and field.model is model  # not a parent table's
            if is_own and field.related_model in {Login, Persona}:
                yield model
                break


def test_sg_46_every_model_about_a_person_is_claimed():
    claimed = {model for area in areas_with_personal_data() for model in area.models}
    unclaimed = {model._meta.label for model in models_about_people() if model not in claimed}
    assert unclaimed - NOT_CLAIMED.keys() == set()


def test_an_excuse_is_for_a_model_that_is_there_and_not_claimed():
    about = {model._meta.label for model in models_about_people()}
    claimed = {model._meta.label for area in areas_with_personal_data() for model in area.models}
    assert claimed.isdisjoint(NOT_CLAIMED)
    assert NOT_CLAIMED.keys() - about == set()


def test_sg_42_every_area_says_how_long():
    assert all(str(area.retention).strip() for area in areas_with_personal_data())
