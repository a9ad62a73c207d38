"""The demo's door: one click is a member of the cast, second factor included. Mounted by pop.settings.demo only."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pop.accounts.checks import LOOPBACK
from pop.accounts.demo import cast_present, member_of_cast
from pop.core.errors import Absent


@never_cache
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    if not settings.POP_DEMO_DOOR or split_domain_port(request.get_host())[0] not in LOOPBACK:
        raise Absent
    if request.method == "POST":
        login = member_of_cast(request.POST.get("name", ""))
        if login is None:
            raise Absent
        logout(request)
        begin_session(request, login, backend=settings.AUTHENTICATION_BACKENDS[0])
        record_authentication(request, login, method="password")
        record_authentication(request, login, method="mfa", type="demo")
        return redirect("account_home")
    return render(request, "accounts/demo_door.html", {"cast": cast_present()})
