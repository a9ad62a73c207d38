"""Everything a running site needs of Wagtail's rows. Safe to run at every start, and on an emptied database."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from pop.pages.actions.groups import set_collection_permissions, set_page_permissions, sync_all_editor_groups
from pop.pages.contracts import CURATORS_GROUP, EDITORS_GROUP, LEADS_GROUP, OWNERS_GROUP
from pop.pages.models import HomePage, PartnerIndexPage, ResourceIndexPage

WORKFLOW = "Partners' pages"
APPROVAL = "an owner's approval"  # Wagtail says: "Awaiting …"


@dataclass(frozen=True)
class _FirstWords:
    """What the first pages say before anybody has edited them."""

    home: str
    hero_title: str
    hero_text: str
    intro: str
    help_title: str
    help_text: str
    resources: str
    resources_intro: str
    partners: str
    partners_intro: str


FIRST_WORDS = {
    "en": _FirstWords(
        home="Home",
        hero_title="Your online world should have your back",
        hero_text=(
            "POP is a place for young people to get help, to meet others in calm circles, "
            "and to build things that make being online safer."
        ),
        intro="<p>You do not need your real name here, and you can read and get help without an account.</p>",
        help_title="Something is wrong, or just does not feel right?",
        help_text="Talk to people whose job it is to listen. You do not need an account here.",
        resources="Resources",
        resources_intro="Short, practical reading for a safer time online, from POP and its partners.",
        partners="Partners",
        partners_intro="Organisations that write, review and stand beside young people on POP.",
    ),
    "fr": _FirstWords(
        home="Accueil",
        hero_title="En ligne, tu as le droit d’être en sécurité",
        hero_text=(
            "POP est un lieu pour les jeunes : trouver de l’aide, rencontrer d’autres jeunes dans des cercles calmes, "
            "et créer des choses qui rendent Internet plus sûr."
        ),
        intro="<p>Ici, pas besoin de ton vrai nom. Tu peux lire et trouver de l’aide sans compte.</p>",
        help_title="Quelque chose ne va pas, ou te met mal à l’aise ?",
        help_text="Parle à des personnes dont le métier est d’écouter. Pas besoin de compte.",
        resources="À lire",
        resources_intro="Des textes courts et pratiques pour être mieux en ligne, par POP et ses partenaires.",
        partners="Partenaires",
        partners_intro="Des organisations qui écrivent, relisent et soutiennent les jeunes sur POP.",
    ),
    "es": _FirstWords(
        home="Inicio",
        hero_title="En internet también tienes derecho a estar a salvo",
        hero_text=(
            "POP es un lugar para jóvenes: para encontrar ayuda, conocer a más gente en círculos tranquilos "
            "y crear cosas que hacen internet más segura."
        ),
        intro="<p>Aquí no necesitas tu nombre real, y puedes leer y encontrar ayuda sin tener una cuenta.</p>",
        help_title="¿Algo va mal, o simplemente no te da buena espina?",
        help_text="Habla con personas cuyo trabajo es escuchar. Aquí no necesitas una cuenta.",
        resources="Para leer",
        resources_intro="Textos cortos y prácticos para estar mejor en internet, de POP y sus aliados.",
        partners="Aliados",
        partners_intro="Organizaciones que escriben, revisan y acompañan a la gente joven en POP.",
    ),
    "ar": _FirstWords(
        home="الرئيسية",
        hero_title="عالمك على الإنترنت يجب أن يحميك",
        hero_text=(
            "POP مكان للشباب: احصل على المساعدة، والتقِ بآخرين في حلقات هادئة، واصنع أشياء تجعل الإنترنت أكثر أمانًا."
        ),
        intro="<p>لا تحتاج إلى اسمك الحقيقي هنا، ويمكنك القراءة وطلب المساعدة بدون حساب.</p>",
        help_title="هل هناك أمر سيئ، أو شعور غير مريح؟",
        help_text="تحدّث إلى أشخاص عملهم أن يستمعوا إليك. لا تحتاج إلى حساب هنا.",
        resources="موارد",
        resources_intro="قراءات قصيرة وعملية لوقت أكثر أمانًا على الإنترنت، من POP وشركائه.",
        partners="الشركاء",
        partners_intro="مؤسسات تكتب وتراجع وتقف إلى جانب الشباب في POP.",
    ),
}


@transaction.atomic
def prepare_site() -> None:
    """Make what is missing and mend what has drifted: languages, first pages, site record, groups, workflow.

    Words somebody has edited are never touched. Takes no actor: it gives nobody more than their roles already say.
    """
    ContentType.objects.clear_cache()  # an emptied database may have numbered its content types anew
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    default = locales[settings.LANGUAGE_CODE]
    if Collection.get_first_root_node() is None:
        Collection.add_root(instance=Collection(name="Root"))
    root = Page.get_first_root_node()
    if root is None:
        content_type = ContentType.objects.get_for_model(Page)
        root = Page.add_root(instance=Page(title="Root", slug="root", locale=default, content_type=content_type))
    home = _home(root, default)
    for locale in locales.values():
        # A language nobody has written first words for has no pages of its own yet: its addresses show the ones of
        # the site's own language, which say so (models/reading.py).
        if locale.language_code in FIRST_WORDS:
            _first_pages(root, home, locale)
    _site_record(home)
    _leave_wagtails_own_groups()
    _standing_groups()
    _workflow()
    sync_all_editor_groups()


def _home(root: Page, default: Locale) -> HomePage:
    home = HomePage.objects.filter(locale=default).first()
    if home is None:
        words = FIRST_WORDS[default.language_code]
        # Wagtail's own welcome page has the slug we want, and the site record; it goes once ours stands.
        taken = root.get_children().filter(slug="home").exists()
        home = _live(root, HomePage(slug="home-page" if taken else "home", **_home_words(words)), default)
    return home


def _home_words(words: _FirstWords) -> dict[str, str]:
    return {
        "title": words.home,
        "hero_title": words.hero_title,
        "hero_text": words.hero_text,
        "intro": words.intro,
        "help_title": words.help_title,
        "help_text": words.help_text,
    }


def _first_pages(root: Page, default_home: HomePage, locale: Locale) -> None:
    words = FIRST_WORDS[locale.language_code]
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        page = HomePage(slug=f"home-{locale.language_code}", **_home_words(words))
        home = _live(root, page, locale, translates=default_home)
    for kind, slug, title, intro in (
        (ResourceIndexPage, "resources", words.resources, words.resources_intro),
        (PartnerIndexPage, "partners", words.partners, words.partners_intro),
    ):
        if not kind.objects.filter(locale=locale).exists():
            original = kind.objects.filter(locale=default_home.locale).first()
            _live(home, kind(title=title, slug=slug, intro=intro), locale, translates=original)


def _live(parent: Page, page: Page, locale: Locale, *, translates: Page | None = None) -> Page:
    page.locale = locale
    if translates is not None:
        page.translation_key = translates.translation_key
    fresh_parent = Page.objects.get(pk=parent.pk)  # treebeard counts children on the row, not on the instance
    fresh_parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _site_record(home: HomePage) -> None:
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.root_page_id and site.root_page_id != home.pk else None
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.root_page = home
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.save()
    if welcome is not None and welcome.specific_class is Page:
        Page.objects.get(pk=welcome.pk).delete()


def _leave_wagtails_own_groups() -> None:
    """Wagtail's migrations make two groups that may edit the whole tree, and a workflow for them. Nobody needs them."""
    for group in Group.objects.filter(name__in=["Moderators", "Editors"]):
        group.delete()
    WorkflowPage.objects.filter(page__depth=1).delete()
    Workflow.objects.filter(name="Moderators approval").update(active=False)
    GroupApprovalTask.objects.filter(name="Moderators approval").update(active=False)


def _standing_groups() -> None:
    content_type, _created = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    access, _created = Permission.objects.get_or_create(
        content_type=content_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    for name in (EDITORS_GROUP, CURATORS_GROUP, OWNERS_GROUP, LEADS_GROUP):
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([access])
    curators = Group.objects.get(name=CURATORS_GROUP)
    # Not `only`: other areas' pages may be given to the curators as well.
    set_page_permissions(curators, ResourceIndexPage.objects.all(), ["add", "change", "publish"], only=False)
    set_collection_permissions(curators, Collection.get_first_root_node(), ["add", "choose"])


def _workflow() -> None:
    task = GroupApprovalTask.objects.filter(name=APPROVAL).first() or GroupApprovalTask.objects.create(name=APPROVAL)
    task.groups.set([Group.objects.get(name=OWNERS_GROUP)])
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for index in PartnerIndexPage.objects.all():
        WorkflowPage.objects.update_or_create(page=index.page_ptr, defaults={"workflow": workflow})
