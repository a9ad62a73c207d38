"""The doors to youth projects: pages and pictures."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.core.files.storage import storages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from innovations import actions, policies, selectors
from innovations.contracts import MOST_IMAGES
from innovations.forms import GalleryForm, PictureForm, ProjectForm, SendForm
from innovations.remixes import family_of, remixes_of
from innovations.selectors import Place
from pop.accounts.contracts import Actor
from pop.accounts.policies import may_take_part, require_participant
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import Absent, Conflict, DomainError, Invalid, SignInNeeded, TooFast

_PLACE = "innovations.gallery"
_IMAGE_SECONDS = 60  # how long a browser may keep a published picture: what is hidden must be gone soon (SG-57)


class ActorRequest(HttpRequest):
    """A request as pop.accounts.middleware hands it on."""

    actor: Actor


def _unlisted(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Young people's work is on no search engine and in no archive (SG-08)."""

    @wraps(view)
    def answer(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        response = view(request, **arguments)
        response["X-Robots-Tag"] = "noindex, noarchive"
        return response

    return answer


@_unlisted
@require_GET
def gallery(request: ActorRequest) -> HttpResponse:
    form = GalleryForm(request.GET)
    form.full_clean()
    topic, words = request.GET.get("topic", ""), request.GET.get("q", "")
    page = selectors.gallery_page(request.actor, topic=topic, search=words, after=_place(request.GET.get("after", "")))
    narrowed = {name: value for name, value in (("q", words), ("topic", topic)) if value}
    next_url = f"?{urlencode(narrowed | {'after': _cursor(page.next_place)})}" if page.next_place else ""
    context = {
        "form": form,
        "projects": page.projects,
        "next_url": next_url,
        "is_narrowed": bool(narrowed),
        "is_further": "after" in request.GET,
        "may_start": may_take_part(request.actor),
    }
    return render(request, "innovations/gallery.html", context)


@_unlisted
@require_GET
def project(request: ActorRequest, *, project_id: UUID) -> HttpResponse:
    found = selectors.project_for(request.actor, project_id=project_id)
    if not found.is_public:  # its author, or staff
        return redirect("innovations:preview", project_id=project_id)
    context = {
        "project": found,
        "is_mine": policies.is_author(request.actor, found),
        "may_remix": policies.may_remix(request.actor, found),
        "family": family_of(request.actor, found, mirrored=get_language_bidi()),
    }
    return render(request, "innovations/project.html", context)


@_unlisted
@require_http_methods(["GET", "POST"])
def remix(request: ActorRequest, *, project_id: UUID) -> HttpResponse:
    """What making a remix means, and the button that begins one."""
    found = selectors.published_project(request.actor, project_id=project_id)
    require_participant(request.actor)
    if request.method == "POST" and policies.may_remix(request.actor, found):
        started = actions.remix_project(actor=request.actor, project_id=project_id, now=clock.now())
        messages.success(request, _("Here is your start. Only you can see it."))
        return redirect("innovations:edit", project_id=started.pk)
    context = {"project": found, "may_remix": policies.may_remix(request.actor, found)}
    return render(request, "innovations/remix.html", context, status=403 if request.method == "POST" else 200)


@_unlisted
@require_GET
def remixes(request: ActorRequest, *, project_id: UUID) -> HttpResponse:
    found = selectors.published_project(request.actor, project_id=project_id)
    page = selectors.page_of(remixes_of(request.actor, found), after=_place(request.GET.get("after", "")))
    next_url = f"?{urlencode({'after': _cursor(page.next_place)})}" if page.next_place else ""
    context = {"project": found, "projects": page.projects, "next_url": next_url}
    return render(request, "innovations/remixes.html", context)


@_unlisted
@require_GET
def preview(request: ActorRequest, *, project_id: UUID) -> HttpResponse:
    own = selectors.draft_for(request.actor, project_id=project_id)
    context = {
        "project": own.draft,
        "own": own,
        "is_preview": True,
        "is_mine": policies.is_author(request.actor, own.project),
    }
    return render(request, "innovations/project.html", context)


@_unlisted
@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    if not request.actor.is_signed_in:
        raise SignInNeeded
    context = {
        "own_projects": selectors.own_projects(request.actor),
        "help": selectors.help_for(request.actor, clock.now()),
    }
    return render(request, "innovations/mine.html", context)


@_unlisted
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    require_participant(request.actor)
    form = ProjectForm(request.POST) if request.method == "POST" else ProjectForm()
    if form.is_bound and form.is_valid():
        try:
            started = actions.start_project(actor=request.actor, text=form.text(), now=clock.now())
        except (Invalid, TooFast) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved. Only you can see it."))
            return _onward(request, started.pk)
    return render(request, "innovations/write.html", {"form": form}, status=400 if form.errors else 200)


@_unlisted
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, *, project_id: UUID) -> HttpResponse:
    own = selectors.own_project(request.actor, project_id=project_id)
    form = ProjectForm(request.POST) if request.method == "POST" else ProjectForm.of(own.draft)
    if form.is_bound and form.is_valid():
        try:
            actions.save_draft(actor=request.actor, project_id=project_id, text=form.text(), now=clock.now())
        except (Invalid, TooFast, Conflict) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved. Only you can see the changes."))
            return _onward(request, project_id)
    context = {"form": form, "own": own}
    return render(request, "innovations/write.html", context, status=400 if form.errors else 200)


@_unlisted
@require_http_methods(["GET", "POST"])
def pictures(request: ActorRequest, *, project_id: UUID) -> HttpResponse:
    own = selectors.own_project(request.actor, project_id=project_id)
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" else PictureForm()
    if form.is_bound and form.is_valid():
        try:
            actions.add_image(
                actor=request.actor,
                project_id=project_id,
                file=form.cleaned_data["image"],
                alt=form.cleaned_data["alt"],
                now=clock.now(),
            )
        except (Invalid, TooFast, Conflict) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Your picture is in. Only you can see it for now."))
            return redirect("innovations:pictures", project_id=project_id)
    context = {"form": form, "own": own, "pictures": own.draft.pictures, "most": MOST_IMAGES}
    return render(request, "innovations/pictures.html", context, status=400 if form.errors else 200)


@_unlisted
@require_POST
def remove_picture(request: ActorRequest, *, project_id: UUID, image_id: UUID) -> HttpResponse:
    actions.remove_image(actor=request.actor, project_id=project_id, image_id=image_id, now=clock.now())
    messages.success(request, _("The picture is out."))
    return redirect("innovations:pictures", project_id=project_id)


@_unlisted
@require_http_methods(["GET", "POST"])
def send(request: ActorRequest, *, project_id: UUID) -> HttpResponse:
    own = selectors.own_project(request.actor, project_id=project_id)
    form = SendForm(request.POST) if request.method == "POST" else SendForm()
    missing: dict[str, Any] = selectors.what_is_missing(own.draft)
    if form.is_bound and form.is_valid():
        checks = form.cleaned_data["checks"]
        try:
            actions.submit_project(actor=request.actor, project_id=project_id, checks=checks, now=clock.now())
        except (Invalid, TooFast, Conflict) as error:
            _show_rest_in_form(form, error)
        else:
            messages.success(request, _("Thank you! A person will read your project, and you will hear from us."))
            return redirect("innovations:mine")
    context = {"form": form, "own": own, "missing": [message for texts in missing.values() for message in texts]}
    return render(request, "innovations/send.html", context, status=400 if form.errors else 200)


@_unlisted
@require_POST
def take_back(request: ActorRequest, *, project_id: UUID) -> HttpResponse:
    actions.take_back_project(actor=request.actor, project_id=project_id, now=clock.now())
    messages.success(request, _("You have your project back. You can change it and send it in again."))
    return redirect("innovations:edit", project_id=project_id)


@_unlisted
@require_http_methods(["GET", "POST"])
def take_down(request: ActorRequest, *, project_id: UUID) -> HttpResponse:
    own = selectors.own_project(request.actor, project_id=project_id)
    if request.method == "POST":
        actions.withdraw_project(actor=request.actor, project_id=project_id, now=clock.now())
        messages.success(request, _("Nobody else can see your project any more."))
        return redirect("innovations:mine")
    return render(request, "innovations/take_down.html", {"own": own})


@_unlisted
@require_GET
def image(request: ActorRequest, *, image_id: UUID, size: str) -> HttpResponseBase:
    """The picture, if this person may see it at this moment; asked anew every time."""
    if size not in {"small", "large"}:
        raise Absent
    found = selectors.image_for(request.actor, image_id=image_id)
    try:
        file = storages["private"].open(found.small_name if size == "small" else found.large_name)
    except FileNotFoundError:
        raise Absent from None
    response = FileResponse(file, content_type="image/webp")
    response["Content-Disposition"] = 'inline; filename="picture.webp"'
    response["X-Content-Type-Options"] = "nosniff"
    shown = found.project.is_public and str(found.pk) in found.project.images
    response["Cache-Control"] = f"private, max-age={_IMAGE_SECONDS}" if shown else "private, no-store"
    return response


def _onward(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """After saving: where the button said."""
    steps = {"pictures": "innovations:pictures", "preview": "innovations:preview"}
    return redirect(reverse(steps.get(request.POST.get("then", ""), "innovations:edit"), args=[project_id]))


def _show_rest_in_form(form: SendForm, error: DomainError) -> None:
    """Fields that are on another page are listed there; here only what this form has."""
    if not error.fields or "checks" in error.fields:
        show_in_form(form, Invalid(error.message, fields={k: v for k, v in error.fields.items() if k == "checks"}))
    else:
        form.add_error(None, _("Something is still missing. Please see the list on this page."))


def _cursor(place: Place) -> str:
    return signing.dumps([place.first_published_at.isoformat(), str(place.id)], salt=_PLACE)


def _place(cursor: str) -> Place | None:
    """Where to read on; from the beginning for anything that is not ours."""
    if not cursor:
        return None
    try:
        moment, project_id = signing.loads(cursor, salt=_PLACE)
    except signing.BadSignature:
        return None
    return Place(datetime.fromisoformat(moment), UUID(project_id))
