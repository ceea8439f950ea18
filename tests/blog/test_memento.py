"""The history for machines: TimeGate, TimeMap and mementos (RFC 7089), read by a client that knows nothing of us."""

from datetime import UTC, datetime, timedelta

import pytest
import requests
import time_machine
from memento_client import MementoClient

from blog import publishing
from blog.models import Revision
from tests.blog.changes import rewrite
from tests.blog.moments import DAY, NOON

HISTORY = "/2008/08/a-title/history/"
SECOND = timedelta(seconds=1)


@pytest.fixture
def story(make_post, author):
    """Make a post with five revisions: the second and third are of one second, and the fourth is sealed."""
    moments = [NOON + DAY, NOON + DAY + SECOND / 4, NOON + 2 * DAY, NOON + 3 * DAY]
    with time_machine.travel(NOON, tick=False):
        post = make_post(published_at=NOON, body="Revision 1")
    for number, moment in enumerate(moments, start=2):
        with time_machine.travel(moment, tick=False):
            rewrite(post, author, body=f"Revision {number}")
    publishing.seal(post, first=4, last=4, reason="A name.", by=author)
    return post


def links(header):
    """Return {relation: addresses} of a Link header or a TimeMap, as the client reads it."""
    found = {}
    for address, said in MementoClient.parse_link_header(header).items():
        for rel in said["rel"]:
            found.setdefault(rel, []).append(address.removeprefix("http://testserver"))
    return {rel: sorted(addresses) for rel, addresses in found.items()}


# an independent client on a running server


@pytest.fixture
def site(live_server, settings):
    settings.SITE_ORIGIN = live_server.url
    return live_server.url


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("at", "number"),
    [
        (NOON - 9 * DAY, 1),
        (NOON, 1),
        (NOON + DAY - SECOND, 1),
        (NOON + DAY, 3),
        (NOON + 2 * DAY + SECOND, 3),
        (NOON + 3 * DAY, 5),
        (datetime(2100, 1, 1, tzinfo=UTC), 5),
    ],
)
def test_client_finds_the_memento_of_a_time(site, story, at, number):
    with requests.Session() as session, MementoClient(session=session) as client:
        found = client.get_memento_info(f"{site}/2008/08/a-title/", at.replace(tzinfo=None))
        closest = found["mementos"]["closest"]
        assert found["timegate_uri"] == f"{site}{HISTORY}timegate/"
        assert closest["uri"] == [f"{site}{HISTORY}{number}/"]
        moment = Revision.objects.get(number=number).created_at.replace(microsecond=0, tzinfo=None)
        assert closest["datetime"] == moment
        assert found["mementos"]["first"]["uri"] == [f"{site}{HISTORY}1/"]
        assert found["mementos"]["last"]["datetime"] == (NOON + 3 * DAY).replace(tzinfo=None)
        # and the other way: from a memento to the original
        assert client.get_original_uri(closest["uri"][0]) == f"{site}/2008/08/a-title/"
        assert client.is_memento(closest["uri"][0])
        assert client.is_timegate(found["timegate_uri"], session=session)


# what it is told


def test_post_leads_to_timegate_timemap_and_history(client, story):
    assert links(client.get("/2008/08/a-title/").headers["Link"]) == {
        "latest-version": ["/2008/08/a-title/"],
        "version-history": [HISTORY],
        "timegate": [f"{HISTORY}timegate/"],
        "timemap": [f"{HISTORY}timemap/"],
    }


def test_memento_says_when_it_was_and_what_stands_around_it(client, story):
    response = client.get(f"{HISTORY}3/")
    assert response.headers["Memento-Datetime"] == "Sat, 09 Aug 2008 12:00:00 GMT"
    assert links(response.headers["Link"]) == {
        "original": ["/2008/08/a-title/"],
        "latest-version": ["/2008/08/a-title/"],
        "timegate": [f"{HISTORY}timegate/"],
        "timemap": [f"{HISTORY}timemap/"],
        "version-history": [HISTORY],
        "predecessor-version": [f"{HISTORY}2/"],
        "successor-version": [f"{HISTORY}5/"],
        "memento": [f"{HISTORY}{number}/" for number in (1, 2, 3, 5)],
        "first": [f"{HISTORY}1/"],
        "last": [f"{HISTORY}5/"],
        "prev": [f"{HISTORY}2/"],
        "next": [f"{HISTORY}5/"],
    }


def test_only_memento_is_first_and_last(client, post):
    found = links(client.get(post.get_part_url("revision", number=1)).headers["Link"])
    (here,) = found["memento"]
    assert found["first"] == found["last"] == [here]
    assert not {"prev", "next", "predecessor-version", "successor-version"} & set(found)


def test_timegate_leads_to_the_latest_without_a_date(client, story):
    response = client.get(f"{HISTORY}timegate/")
    assert (response.status_code, response.headers["Location"]) == (302, f"{HISTORY}5/")
    assert "accept-datetime" in response.headers["Vary"].lower()
    assert "Memento-Datetime" not in response.headers
    assert links(response.headers["Link"])["original"] == ["/2008/08/a-title/"]


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "2008-08-08", "Fri, 08 Aug 2008", "Fri, 31 Feb 2008 12:00:00 GMT", "\x00", "9" * 5000,
     "Fri, 08 Aug 9999 12:00:00 GMT"],
)  # fmt: skip
def test_date_that_cannot_be_read_is_refused(client, story, value):
    """P19"""
    response = client.get(f"{HISTORY}timegate/", headers={"Accept-Datetime": value})
    assert response.status_code == 400
    assert "Accept-Datetime must be a date as HTTP has it" in response.text


def test_timemap_lists_what_can_be_read(client, story):
    response = client.get(f"{HISTORY}timemap/")
    assert response.headers["Content-Type"] == "application/link-format"
    found = links(response.text)
    assert found["memento"] == [f"{HISTORY}{number}/" for number in (1, 2, 3, 5)]
    assert (found["first"], found["last"]) == ([f"{HISTORY}1/"], [f"{HISTORY}5/"])
    assert found["self"] == [f"{HISTORY}timemap/"]
    assert found["original"] == ["/2008/08/a-title/"]
    assert found["timegate"] == [f"{HISTORY}timegate/"]
    assert "timemap" not in found
    span = '; from="Fri, 08 Aug 2008 12:00:00 GMT"; until="Mon, 11 Aug 2008 12:00:00 GMT"'
    assert f'rel="self"; type="application/link-format"{span}' in response.text


def test_long_timemap_leads_on(client, story, author):
    pattern = story.revisions.first()
    Revision.objects.bulk_create(
        Revision(post=story, number=number, text=pattern.text, is_public=True, created_at=NOON + number * DAY)
        for number in range(6, 2007)
    )
    addresses, path, pages = [], f"{HISTORY}timemap/", 0
    while path:
        found = links(client.get(path).text)
        addresses += found["memento"]
        pages += 1
        path = next((link for link in found.get("timemap", []) if link != f"{HISTORY}timemap/"), None)
    assert sorted(addresses) == sorted(f"{HISTORY}{number}/" for number in range(1, 2007) if number != 4)
    assert pages == 3


def test_timemap_costs_the_same_queries_however_long_it_is(client, story, django_assert_num_queries):
    """P22"""
    with django_assert_num_queries(6):  # edition, settings, post, mementos, first and last of them
        client.get(f"{HISTORY}timemap/")
    with django_assert_num_queries(7):  # edition, settings, post, number and memento, those around it
        client.get(f"{HISTORY}timegate/")
