"""Words are found where they stand, and never said to stand where they do not."""

import random
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

import markup
from evidence.matching import find
from evidence.wording import normalise
from fetching.visiting import visit
from tests.evidence.corpus import CASES


class _Handler(BaseHTTPRequestHandler):
    pages = {f"/{case.name}": case for case in CASES}

    def do_GET(self):
        case = self.pages[self.path]
        self.send_response(case.status)
        for name, value in case.headers.items():
            self.send_header(name, value)
        if case.declared:
            self.send_header("Content-Type", case.declared)
        self.end_headers()
        self.wfile.write(case.answer())

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def corpus():
    """Serve the corpus, and return where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def quoted():
    """Return the plain words of each quotation, by the name of its case."""
    quotes = [markup.Quote(case.quoted, "Courier", "https://example.org/", key=case.name) for case in CASES]
    return {key: markup.to_text(html) for key, html in markup.render("", quotes, ids="", level=2).quotes.items()}


def judge(case, corpus, quoted):
    visited = visit(f"http://{corpus}/{case.name}", {}, [corpus])
    if visited.get("refusal") or not visited.get("text"):
        return "unreachable"
    return find(quoted[case.name], visited["text"]).state


def test_there_are_enough_of_them():
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_corpus_is_judged_right(case, corpus, quoted):
    assert judge(case, corpus, quoted) == case.state


words = st.text(alphabet='ab не不 .,…—-’"[]12\n\u00ad', max_size=60)


@given(quoted=st.one_of(words, st.text(max_size=60)), text=st.one_of(words, st.text(max_size=200)))
def test_whatever_is_compared_has_an_answer(quoted, text):
    assert find(quoted, text).state in {"verbatim", "close", "not_found"}


@given(quoted=words, text=words)
def test_what_is_verbatim_stands_there_word_for_word_in_order(quoted, text):
    if find(quoted, text).state != "verbatim":
        return
    without_own_words = re.sub(r"\[[^\[\]]*\]", " ", normalise(quoted)).casefold()
    there = iter(re.findall(r"\w", normalise(text).casefold()))
    assert all(letter in there for letter in re.findall(r"\w", without_own_words))


@given(
    text=st.lists(st.sampled_from(["we", "will", "not", "sign", "it", "5", "12"]), min_size=4, max_size=12),
    data=st.data(),
)
def test_a_word_that_was_left_out_is_missed(text, data):
    left_out = data.draw(st.integers(1, len(text) - 2))
    quoted = [*text[:left_out], *text[left_out + 1 :]]
    whole = " ".join(text)
    assert find(whole, f"He said: {whole}.").state == "verbatim"
    if f" {' '.join(quoted)} " not in f" {whole} ":
        assert find(" ".join(quoted), f"He said: {whole}.").state != "verbatim"


def test_the_passage_is_shown_with_what_differs():
    finding = find("We will sign it in May", "He said: we will not sign it in May. So they went.")
    assert (finding.state, finding.found) == ("close", "we will not sign it in May")


@pytest.mark.parametrize("vocabulary", ["the a of mill bridge river", "мост река не паром", "漢 字 仮 名"])
def test_a_large_page_takes_little_time(vocabulary):
    """P19"""
    chance = random.Random(8)  # noqa: S311 - nothing is secret here
    each = vocabulary.split()
    text = " ".join(chance.choices(each, k=6_000_000 // (len(vocabulary.encode()) // len(each) + 1)))[: 5 * 1024 * 1024]
    quoted = " ".join(chance.choices(each, k=2000))
    started = time.process_time()
    find(quoted, text)
    assert time.process_time() - started < 3  # a second, on a machine of its own
