"""The fixture the socket tests and browser journeys stand on."""

from http.client import HTTPConnection


def status_of(site, path):
    connection = HTTPConnection(site.host)
    connection.request("GET", path)
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_site_answers_over_http_and_serves_its_own_static_files(live_site):
    assert status_of(live_site, "/nothing-is-here-/") == 404
    assert status_of(live_site, "/static/wagtailadmin/css/core.css") == 200


def test_it_stops_and_starts_again(live_site):
    assert live_site.host.startswith("127.0.0.1:")
