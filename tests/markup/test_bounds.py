"""P19: whatever a text looks like, there is an answer in bounded time, and the next text is rendered."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest

from markup import BYTES_ALLOWED, Quote, Unrenderable, bounding, extract_quotations, render

SENTENCE = "The talks went on for a third day, and nobody who left wanted to say what had been agreed. "
PARAGRAPH = f"{SENTENCE * 6}The *only* statement is [a note](https://example.org/notes/3) of “progress”.\n\n"


def worker():
    """Return the process that renders for this one, after making sure that there is one."""
    render(f"Words at {monotonic()}", ids="body-")
    return bounding._workers[os.getpid()]  # noqa: SLF001 - killing it is the point


def seconds_to_extract(text):
    start = monotonic()
    list(extract_quotations(text))
    return monotonic() - start


def test_ten_kilobytes_of_brackets_are_refused_in_time_and_the_next_text_is_rendered():
    """P19"""
    start = monotonic()
    with pytest.raises(Unrenderable, match="takes longer than 5 seconds"):
        render("[" * 10_000, ids="body-")
    assert monotonic() - start < 7
    assert render("And *on*.", ids="body-").html == "<p>And <em>on</em>.</p>"


def test_text_of_more_than_a_megabyte_is_refused_with_its_size():
    """P19"""
    with pytest.raises(Unrenderable, match=r"1,048,578 bytes long; 1,048,576 bytes \(1 MB\) are allowed"):
        render("ё" * (BYTES_ALLOWED // 2 + 1), ids="body-")


@pytest.mark.parametrize("part", ["text", "translation"])
def test_quotation_of_more_than_a_megabyte_is_refused(part):
    """P19"""
    quote = Quote(**{"key": "a", "text": "x", "source": "S", "link": "https://s.example/", part: "x" * 1_048_577})
    with pytest.raises(Unrenderable, match="bytes long"):
        render("", [quote], ids="body-")


def test_megabyte_of_prose_is_rendered():
    """P19"""
    times = BYTES_ALLOWED // len(PARAGRAPH.encode())
    html = render(PARAGRAPH * times, ids="body-").html
    assert html.count("<p>") == times
    assert html.count('<a href="https://example.org/notes/3">') == times


@pytest.mark.parametrize("text", ["> " * 5000 + "x", "*" * 10_000, "<div>" * 5000, "- " * 3000 + "x"])
def test_deep_nesting_is_answered_and_the_next_text_is_rendered(text):
    """P19"""
    try:
        assert render(text, ids="body-").html
    except Unrenderable as refusal:
        assert "was not saved" in str(refusal) or "nested too deeply" in str(refusal)
    assert render(f"After {text[:5]!r}.", ids="body-").html.startswith("<p>After")


def test_rendering_goes_on_after_the_worker_died():
    """P25"""
    dying = worker()
    os.kill(dying.pid, signal.SIGKILL)
    dying.wait()
    assert render("Still here.", ids="body-").html == "<p>Still here.</p>"
    assert worker().pid != dying.pid


def test_text_is_not_blamed_for_a_worker_that_was_killed():
    """P25"""
    dying = worker()
    os.kill(dying.pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as threads:
        rendering = threads.submit(render, "Harmless.", ids="body-")
        sleep(0.3)
        os.kill(dying.pid, signal.SIGKILL)
        try:
            assert rendering.result().html == "<p>Harmless.</p>"
        except Unrenderable as refusal:
            assert "takes longer" not in str(refusal)


def test_texts_of_two_threads_do_not_mix():
    texts = [f"Text {n} by thread *{n % 2}*." for n in range(60)]
    with ThreadPoolExecutor(2) as threads:
        pages = list(threads.map(lambda text: render(text, ids="body-").html, texts))
    assert pages == [f"<p>Text {n} by thread <em>{n % 2}</em>.</p>" for n in range(60)]


def test_threads_wait_for_a_slow_text_and_are_then_served():
    """P19"""
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(render, "[" * 10_001, ids="body-")
        sleep(0.2)
        quick = threads.submit(render, "Quick.", ids="body-")
        assert quick.result(timeout=9).html == "<p>Quick.</p>"
        assert isinstance(slow.exception(), Unrenderable)


@pytest.mark.parametrize(
    "text",
    ["~" * 30_000 + "`", "```a\n" * 8000, ("> — [s](http://" + ")," * 450 + " " * 1000 + "{\n\n") * 3],
    ids=["long line of tildes", "fences that are never closed", "attributions that are none"],
)
def test_search_for_quotations_stays_quick(text):
    """P19"""
    assert seconds_to_extract(text) < 1
