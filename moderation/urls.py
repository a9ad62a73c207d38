from django.urls import URLPattern, URLResolver, path

from moderation.views import appeals, console, flagging, lexicon, queue, sanctions, shifts

app_name = "moderation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="queue"),
    path("next/", queue.take_next, name="next"),
    path("shift/", shifts.shift, name="shift"),
    path("team/", shifts.team, name="team"),
    path("flagged/", flagging.flagged, name="flagged"),
    path("flag/<slug:kind>/<uuid:subject_id>/", flagging.flag, name="flag"),
    path("decisions/<uuid:decision_id>/", appeals.statement, name="statement"),
    path("decisions/<uuid:decision_id>/statement.json", appeals.statement_file, name="statement_file"),
    path("decisions/<uuid:decision_id>/again/", appeals.appeal, name="appeal"),
    path("outcomes/<uuid:decision_id>/", appeals.outcome, name="outcome"),
    path("lexicon/", lexicon.lexicon, name="lexicon"),
    path("lexicon/try/", lexicon.try_text, name="try"),
    path("lexicon/terms/<uuid:term_id>/", lexicon.term, name="term"),
    path("account/", sanctions.account, name="account"),
    path("people/<uuid:persona_id>/", sanctions.history, name="history"),
    path("sanctions/<uuid:sanction_id>/", sanctions.sanction, name="sanction"),
    path("sanctions/<uuid:sanction_id>/again/", appeals.appeal_sanction, name="appeal_sanction"),
    path("sanctions/<uuid:sanction_id>/keep/", sanctions.keep, name="keep_sanction"),
    path("sanctions/<uuid:sanction_id>/lift/", sanctions.lift, name="lift_sanction"),
    path("sanctions/<slug:kind>/<uuid:subject_id>/", sanctions.set_sanction, name="set_sanction"),
    path("views/", console.saved_views, name="saved_views"),
    path("keys/", console.keys, name="keys"),
    path("<uuid:item_id>/", queue.item, name="item"),
    path("<uuid:item_id>/pass-on/", queue.pass_on, name="pass_on"),
]
