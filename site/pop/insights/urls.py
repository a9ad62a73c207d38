from django.urls import URLPattern, URLResolver, path

from pop.insights import files, views

app_name = "insights"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.transparency, name="transparency"),
    path(files.CSV_FILE, views.csv_file, name="csv"),
    path(files.JSON_FILE, views.json_file, name="json"),
    path(files.DICTIONARY_FILE, views.dictionary_file, name="dictionary"),
    path("<slug:period>/", views.transparency, name="release"),
]
