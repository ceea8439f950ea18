"""Do the words of quotations stand in their sources?

What is due stands in rows: quotations of which nothing is known, and checks whose time has come. Tasks and commands
only come by and do it. Doing it twice is harmless.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

import markup
from blog import publishing
from blog.marking import Finding
from blog.models import Post, Quotation
from edition.turning import writing
from evidence.manners import asking, attend, may_ask
from evidence.matching import find
from evidence.models import Host, QuotationCheck
from fetching import Visit, visit


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
    return attend(checks.due().select_related("post")[:limit], _check)


def hear(link: str, visited: Visit) -> None:
    """Look for the words of quotations with a link in a page that was visited anyway."""
    if visited.refusal:
        return
    checks = QuotationCheck.objects.filter(link=link, override="").exclude(state=Quotation.Finding.NOT_CHECKED)
    for check in checks.select_related("post"):
        quotation = _find_quotation(check)
        is_news = not visited.is_unchanged or (check.is_found and check.validators == visited.validators)
        if quotation and is_news:
            _conclude(check, quotation, visited)


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


def _check(check: QuotationCheck) -> bool:
    """Look at the page of one check; return whether there was something to look for. Raises manners.Busy."""
    host = Host.objects.of(check.link)
    with asking(host):
        if not QuotationCheck.objects.take(check):
            return False
        quotation = _find_quotation(check)
        if quotation is None:
            prepare(check.post)
            return False
        is_free = may_ask(host, check.link)
        validators = check.validators if check.is_found else {}
        visited = visit(check.link, validators=validators) if is_free else Visit(refusal="robots")
    _conclude(check, quotation, visited)
    return True


def _find_quotation(check: QuotationCheck) -> Quotation | None:
    """Return the quotation of which a check speaks, if it says and links to the same still."""
    quotation = Quotation.objects.filter(post=check.post_id, key=check.key).first()
    return quotation if quotation and quotation.digest == check.digest else None


def _conclude(check: QuotationCheck, quotation: Quotation, visited: Visit) -> None:
    """Put down what a visit says about a quotation."""
    check.checked_at = timezone.now()
    _judge(check, quotation, visited)
    with writing():
        # It may have been changed, or decided, while the page was read.
        if QuotationCheck.objects.filter(pk=check.pk, digest=check.digest, override="").exists():
            check.save()
            tell([check])


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
