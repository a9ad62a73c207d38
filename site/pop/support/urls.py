from django.urls import URLPattern, URLResolver, path, re_path

from pop.support import views

app_name = "support"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
    path("elsewhere/", views.elsewhere, name="elsewhere"),
    path("service/<uuid:service_id>/", views.service, name="service"),
    path("<uuid:service_id>/check/", views.check, name="check"),
    re_path(r"^(?P<code>[A-Za-z]{2})/$", views.country, name="country"),
    re_path(r"^(?P<code>[a-z]{2})/mine/$", views.mine, name="mine"),
    re_path(r"^(?P<code>[a-z]{2})/kept/$", views.kept, name="kept"),
    re_path(r"^(?P<code>[a-z]{2})/offline/$", views.offline, name="offline"),
]
