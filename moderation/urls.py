from django.urls import URLPattern, URLResolver, path

from moderation import views

app_name = "moderation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.queue, name="queue"),
    path("flagged/", views.flagged, name="flagged"),
    path("flag/<slug:kind>/<uuid:subject_id>/", views.flag, name="flag"),
    path("decisions/<uuid:decision_id>/", views.statement, name="statement"),
    path("<uuid:item_id>/", views.item, name="item"),
]
