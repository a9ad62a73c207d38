from django.urls import URLPattern, URLResolver, path

from pop.api import views

urlpatterns: list[URLPattern | URLResolver] = [path("graphql/", views.graphql, name="graphql")]
