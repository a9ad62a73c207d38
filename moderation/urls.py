from django.urls import URLPattern, URLResolver, path

from moderation import appeal_views, console_views, lexicon_views, sanction_views, shift_views, views

app_name = "moderation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.queue, name="queue"),
    path("next/", views.take_next, name="next"),
    path("shift/", shift_views.shift, name="shift"),
    path("team/", shift_views.team, name="team"),
    path("flagged/", views.flagged, name="flagged"),
    path("flag/<slug:kind>/<uuid:subject_id>/", views.flag, name="flag"),
    path("decisions/<uuid:decision_id>/", appeal_views.statement, name="statement"),
    path("decisions/<uuid:decision_id>/statement.json", appeal_views.statement_file, name="statement_file"),
    path("decisions/<uuid:decision_id>/again/", appeal_views.appeal, name="appeal"),
    path("outcomes/<uuid:decision_id>/", appeal_views.outcome, name="outcome"),
    path("lexicon/", lexicon_views.lexicon, name="lexicon"),
    path("lexicon/try/", lexicon_views.try_text, name="try"),
    path("lexicon/terms/<uuid:term_id>/", lexicon_views.term, name="term"),
    path("account/", sanction_views.account, name="account"),
    path("people/<uuid:persona_id>/", sanction_views.history, name="history"),
    path("sanctions/<uuid:sanction_id>/", sanction_views.sanction, name="sanction"),
    path("sanctions/<uuid:sanction_id>/again/", appeal_views.appeal_sanction, name="appeal_sanction"),
    path("sanctions/<uuid:sanction_id>/keep/", sanction_views.keep, name="keep_sanction"),
    path("sanctions/<uuid:sanction_id>/lift/", sanction_views.lift, name="lift_sanction"),
    path("sanctions/<slug:kind>/<uuid:subject_id>/", sanction_views.set_sanction, name="set_sanction"),
    path("views/", console_views.saved_views, name="saved_views"),
    path("keys/", console_views.keys, name="keys"),
    path("<uuid:item_id>/", views.item, name="item"),
    path("<uuid:item_id>/pass-on/", views.pass_on, name="pass_on"),
]
