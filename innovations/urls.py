from django.urls import URLPattern, URLResolver, path

from innovations import views

app_name = "innovations"

# No title in an address: addresses stay in a history that others may read (SEC-54).
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.gallery, name="gallery"),
    path("new/", views.new, name="new"),
    path("mine/", views.mine, name="mine"),
    path("pictures/<uuid:image_id>/<str:size>.webp", views.image, name="image"),
    path("<uuid:project_id>/", views.project, name="project"),
    path("<uuid:project_id>/edit/", views.edit, name="edit"),
    path("<uuid:project_id>/pictures/", views.pictures, name="pictures"),
    path("<uuid:project_id>/pictures/<uuid:image_id>/remove/", views.remove_picture, name="remove_picture"),
    path("<uuid:project_id>/preview/", views.preview, name="preview"),
    path("<uuid:project_id>/remix/", views.remix, name="remix"),
    path("<uuid:project_id>/remixes/", views.remixes, name="remixes"),
    path("<uuid:project_id>/send/", views.send, name="send"),
    path("<uuid:project_id>/take-back/", views.take_back, name="take_back"),
    path("<uuid:project_id>/take-down/", views.take_down, name="take_down"),
]
