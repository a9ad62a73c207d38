from django.urls import path

from peer_circles.views import calendar, desk, hiding, messages, pace, planning, sessions, settings
from peer_circles.views import circles as views

app_name = "circles"
urlpatterns = [
    path("", views.circle_list, name="list"),
    path("ages/<str:age_band>/calendar.ics", calendar.age_band_feed, name="age_band_feed"),
    path("new/", settings.new, name="new"),
    path("pauses/", planning.all_pauses, name="all_pauses"),
    path("pauses/<uuid:pause_id>/end/", planning.end_pause_of_all, name="end_pause_of_all"),
    path("<uuid:circle_id>/", views.circle, name="circle"),
    path("<uuid:circle_id>/calendar.ics", calendar.circle_feed, name="circle_feed"),
    path("<uuid:circle_id>/settings/", settings.settings, name="settings"),
    path("<uuid:circle_id>/close/", settings.close, name="close"),
    path("<uuid:circle_id>/join/", views.join, name="join"),
    path("<uuid:circle_id>/leave/", views.leave, name="leave"),
    path("<uuid:circle_id>/say/", views.say, name="say"),
    path("<uuid:circle_id>/mode/", pace.mode, name="mode"),
    path("<uuid:circle_id>/turn/", pace.turn, name="turn"),
    path("<uuid:circle_id>/pass/", pace.pass_turn, name="pass"),
    path("<uuid:circle_id>/invite/", views.invite, name="invite"),
    path("<uuid:circle_id>/decline/", views.decline, name="decline"),
    path("<uuid:circle_id>/sessions/", views.sessions, name="sessions"),
    path("<uuid:circle_id>/sessions/<uuid:session_id>/cancel/", views.cancel_session, name="cancel_session"),
    path("<uuid:circle_id>/sessions/<uuid:session_id>/reschedule/", planning.reschedule, name="reschedule"),
    path("<uuid:circle_id>/sessions/<uuid:session_id>/", sessions.session, name="session"),
    path("<uuid:circle_id>/sessions/<uuid:session_id>/in/", sessions.check_in, name="check_in"),
    path("<uuid:circle_id>/sessions/<uuid:session_id>/out/", sessions.check_out, name="check_out"),
    path("<uuid:circle_id>/sessions/<uuid:session_id>/move/", sessions.move, name="move_session"),
    path("<uuid:circle_id>/sessions/<uuid:session_id>/debrief/", sessions.debrief, name="debrief"),
    path("<uuid:circle_id>/pauses/", planning.pauses, name="pauses"),
    path("<uuid:circle_id>/pauses/<uuid:pause_id>/end/", planning.end_pause, name="end_pause"),
    path("<uuid:circle_id>/hours/", planning.hours, name="hours"),
    path("<uuid:circle_id>/hours/<uuid:hours_id>/remove/", planning.remove_hours, name="remove_hours"),
    path("<uuid:circle_id>/messages/<uuid:message_id>/", messages.message, name="message"),
    path("<uuid:circle_id>/messages/<uuid:message_id>/take-back/", views.take_back, name="take_back"),
    path("<uuid:circle_id>/messages/<uuid:message_id>/react/", views.react, name="react"),
    path("<uuid:circle_id>/messages/<uuid:message_id>/hide/", hiding.hide, name="hide"),
    path("<uuid:circle_id>/messages/<uuid:message_id>/decide/", desk.decide, name="decide"),
]
