"""The areas on a page that was answered."""

import re


def area(response, name):
    """Return the HTML of an area."""
    return re.search(rf'<aside class="area area-{name} .*?</aside>', response.text, re.DOTALL)[0]


def headings(response, name="footer"):
    return re.findall(r"<h2>(.*?)</h2>", area(response, name))
