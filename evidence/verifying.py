"""Do the words of quotations stand in their sources?

What is due stands in rows: quotations of which nothing is known, and checks whose time has come. Tasks and commands
only come by and do it. Doing it twice is harmless.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.utils import timezone

import markup
from blog import publishing
from blog.linking import domain_of
from blog.marking import Finding
from blog.models import Post, Quotation
from edition.turning import writing
from evidence.matching import find
from evidence.models import QuotationCheck
from fetching import Visit, visit

# A site is asked one thing at a time. Who waits for longer than a visit takes waits for somebody who died.
SECONDS_FOR_ONE = 20


@writing()
def prepare(post: Post) -> None:
    """Have a check for each quotation of `post` as it is now, and put down what is known of those that came back."""
    quotations = {each.key: each for each in post.quotations.all()}
    post.quotation_checks.exclude(key__in=quotations).delete()
    checks = {each.key: each for each in post.quotation_checks.all()}
    for key, quotation in quotations.items():
        check = checks.setdefault(key, QuotationCheck(post=post, key=key))
        if check.digest != quotation.digest:
            check.begin(quotation)
            check.save()
    tell(list(checks.values()))


def find_unprepared() -> Iterator[Post]:
    """Yield the posts with quotations of which nothing is known, the newest first."""
    posts = Post.objects.filter(pk__in=Quotation.objects.unchecked().values("post"))
    return posts.order_by("-pk").iterator(chunk_size=100)


def check_due(checks, *, limit: int) -> Iterator[QuotationCheck]:
    """Look at what is due of `checks`, at most so many, and yield each that was looked at. Asks other sites."""
    for pk in list(checks.due().values_list("pk", flat=True)[:limit]):
        check = QuotationCheck.objects.take(pk)
        if check and _look(check):
            yield check


def hurry(checks) -> int:
    """Let `checks` be due now, except of what needs no check or was decided by somebody; return of how many."""
    return checks.exclude(state=Quotation.Finding.NOT_CHECKED).filter(override="").update(next_at=timezone.now())


def tell(checks: list[QuotationCheck]) -> None:
    """Put down at the quotations of one post what the checks say."""
    known = [check for check in checks if check.state or check.override]
    if known:
        publishing.note_findings(known[0].post, {check.key: _describe(check) for check in known})


def describe(post: Post) -> dict[str, Any]:
    """Return what is known of the quotations of `post` as they are worded now. Two queries."""
    digests = {each.key: each.digest for each in post.quotations.all() if not each.is_paraphrase}
    checks = [each for each in post.quotation_checks.all() if each.digest == digests.get(each.key)]
    return {
        "post": post,
        "number": len(digests),
        "doubtful": [each for each in checks if each.is_doubtful],
        "is_waiting": len(checks) < len(digests) or any(each.is_due for each in checks),
    }


def _describe(check: QuotationCheck) -> Finding:
    if check.override:
        at, reason = check.overridden_at or timezone.now(), check.override_reason
        return Finding(Quotation.Finding.BY_EDITORS, check.digest, at, reason)
    return Finding(check.state, check.digest, check.found_at or check.checked_at or timezone.now())


def _look(check: QuotationCheck) -> bool:
    """Look at the page of one check and put down what was found; return whether there was something to look for."""
    quotation = Quotation.objects.filter(post=check.post_id, key=check.key).first()
    if quotation is None or quotation.digest != check.digest:
        prepare(check.post)
        return False
    with _alone_at(check.link):
        visited = visit(check.link, validators=check.validators if check.is_found else {})
    check.checked_at = timezone.now()
    _judge(check, quotation, visited)
    with writing():
        # It may have been changed, or decided, while the page was read.
        if QuotationCheck.objects.filter(pk=check.pk, digest=check.digest, override="").exists():
            check.save()
            tell([check])
    return True


def _judge(check: QuotationCheck, quotation: Quotation, visited: Visit) -> None:
    """Note in `check` what a visit says about a quotation."""
    if visited.is_unchanged:
        check.succeed()
    elif visited.refusal or not visited.text:
        check.fail(visited.refusal or "empty")
    else:
        finding = find(markup.to_text(quotation.text_html), visited.text)
        check.state, check.validators = finding.state, dict(visited.validators)
        compared = markup.compare(finding.found, finding.sought) if finding.state == "close" else []
        check.differences = [[piece.kind, piece.text] for piece in compared]
        check.succeed()


@contextmanager
def _alone_at(link: str) -> Iterator[None]:
    """Wait until no other process asks the site of `link`."""
    place = f"evidence.asking:{domain_of(link)[:200]}"
    waited_until = time.monotonic() + SECONDS_FOR_ONE
    while not cache.add(place, 1, SECONDS_FOR_ONE) and time.monotonic() < waited_until:
        time.sleep(0.2)
    try:
        yield
    finally:
        cache.delete(place)
