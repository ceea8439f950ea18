"""Searching as a reader does, and reading what is answered."""

import re
from html import unescape


def ask(client, q="", **filters):
    """Ask for a search; it is answered in any case."""
    response = client.get("/search/", {"q": q, **filters})
    assert response.status_code == 200
    return response


def titles(response):
    return [
        unescape(title) for title in re.findall(r'<h2><a href="[^"]*"(?: lang="[^"]*")?>(.*?)</a></h2>', main(response))
    ]


def find(client, q="", **filters):
    """Return the titles of what is found."""
    return titles(ask(client, q, **filters))


def snippets(response):
    return re.findall(r'<p class="teaser-summary"[^>]*>(.*?)</p>', main(response))


def parts(response):
    """Return (address, label) of the parts that the snippets are from."""
    return re.findall(r'<p class="byline"><a href="([^"]*)">(.*?)</a></p>', main(response))


def suggestion(client, q, **filters):
    found = re.search(r'Did you mean <a href="([^"]*)">(.*?)</a>', ask(client, q, **filters).text)
    return unescape(found[2]) if found else None


def message(response):
    return re.search(r'<p class="empty">(.*?)</p>', main(response))[1].strip()


def main(response):
    return response.text.partition("<main")[2].partition("</main>")[0]
