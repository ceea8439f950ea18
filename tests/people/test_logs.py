"""Who did what, and who may read that."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import SecurityEvent, SignInSettings
from sidebar.models import Widget

LOG, EVENTS = reverse("admin:admin_logentry_changelist"), reverse("admin:people_securityevent_changelist")


@pytest.fixture
def deeds(author, editor, post):
    """Log something about a post, a page that is gone, a user, and the settings of sign-in."""
    LogEntry.objects.log_actions(editor.pk, [post], CHANGE, [{"changed": {"fields": ["Title"]}}])
    LogEntry.objects.log_actions(editor.pk, [Widget(pk=99, area="footer", kind="tags", title="Gone")], DELETION)
    LogEntry.objects.log_actions(author.pk, [author], ADDITION)
    LogEntry.objects.log_actions(author.pk, [SignInSettings(pk=1)], CHANGE, "Seen by superusers alone.")


def test_log_reads_as_sentences_that_lead_to_their_things(sign_in, superuser, deeds, post):
    page = sign_in(superuser).get(LOG)
    change = reverse("admin:blog_post_change", args=[post.pk])
    assert f'<a href="{change}">Changed “A title” — Changed Title.</a>' in page.text
    assert "Deleted “Gone.”" in page.text
    assert page.context["cl"].result_count == 4


def test_editor_reads_of_what_an_editor_may_view(sign_in, editor, deeds):
    """P12"""
    page = sign_in(editor).get(LOG)
    assert page.context["cl"].result_count == 2
    assert "superusers" not in page.text


def test_editor_does_not_open_what_an_editor_may_not_view(sign_in, editor, deeds):
    """P12"""
    entry = LogEntry.objects.get(change_message__startswith="Seen")
    response = sign_in(editor).get(reverse("admin:admin_logentry_change", args=[entry.pk]))
    assert response.headers["Location"] == reverse("admin:index")


@pytest.mark.parametrize("query", [{"q": "Gone"}, {"action_flag__exact": DELETION}, {"q": "daniel gone"}])
def test_log_is_searched_and_filtered(sign_in, superuser, deeds, query):
    assert sign_in(superuser).get(LOG, query).context["cl"].result_count == 1


@pytest.mark.parametrize("number", [1, 3])
def test_logs_ask_as_much_for_three_as_for_one(sign_in, superuser, make_post, django_assert_num_queries, number):
    """P22"""
    for count in range(number):
        post = make_post(f"Post {count}")
        LogEntry.objects.log_actions(post.author.pk, [post], CHANGE, "Published.")
        SecurityEvent.objects.create(user=post.author, kind="signed_in", address="192.0.2.1")
    client = sign_in(superuser)
    client.get(LOG)
    with django_assert_num_queries(15):
        assert client.get(LOG).context["cl"].result_count == number
    with django_assert_num_queries(11):
        assert client.get(EVENTS).context["cl"].result_count == number


def test_what_an_action_did_is_in_the_log(sign_in, editor, draft):
    form = {"action": "publish_now", "_selected_action": draft.pk}
    sign_in(editor).post(reverse("admin:blog_post_changelist"), form)
    assert str(LogEntry.objects.get()) == "Changed “A draft” — “A draft” is published."
    assert LogEntry.objects.get().user == editor


def test_sign_ins_and_wrong_passwords_are_in_the_log(author, enter):
    enter("anna", "wrong", address="198.51.100.7")
    enter("anna")
    enter("a password typed as a name", "wrong", by=Client())
    found = SecurityEvent.objects.values_list("kind", "user__username", "address")
    assert list(found) == [
        ("wrong_password", None, "192.0.2.1"),
        ("signed_in", "anna", "192.0.2.1"),
        ("wrong_password", "anna", "198.51.100.7"),
    ]


def test_what_was_typed_is_in_no_log(author, enter, caplog, sign_in, superuser):
    """P18"""
    enter("hunter2-as-a-name", "hunter2-as-a-password")
    assert "hunter2" not in caplog.text + sign_in(superuser).get(EVENTS).text


def test_old_failures_are_forgotten(author, enter):
    """P21"""
    enter("anna", "wrong")
    SecurityEvent.objects.update(at=timezone.now() - timedelta(days=91))
    enter("nobody", "wrong")
    enter("anna")
    assert list(SecurityEvent.objects.values_list("kind", flat=True)) == ["signed_in", "wrong_password"]
    assert not SecurityEvent.objects.filter(kind="wrong_password", user=author).exists()
