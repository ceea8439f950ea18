import pytest

from markup import make_absolute

PAGE = "https://blog.example.org/2009/03/a-title/"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("#update-1", f"{PAGE}#update-1"),
        ("/about/", "https://blog.example.org/about/"),
        ("history/1/", f"{PAGE}history/1/"),
        ("../", "https://blog.example.org/2009/03/"),
        ("?q=1", f"{PAGE}?q=1"),
        ("", PAGE),
        ("//osce.org/a", "https://osce.org/a"),
        ("http://osce.org/", "http://osce.org/"),
        ("mailto:anna@example.org", "mailto:anna@example.org"),
    ],
)
def test_address_is_as_it_is_meant_on_its_page(written, meant):
    assert make_absolute(f'<a href="{written}">x</a>', page=PAGE) == f'<a href="{meant}">x</a>'


def test_pictures_and_the_places_of_quoted_words_are_addresses_too():
    html = '<blockquote cite="https://a.example/"><img src="/a.png" alt="A" loading="lazy"></blockquote>'
    assert make_absolute(html, page=PAGE) == html.replace("/a.png", "https://blog.example.org/a.png")


@pytest.mark.parametrize(
    "address", ["//[x", "http://[x", "javascript:alert(1)", " javascript:alert(1)", "data:text/html,x"]
)
def test_address_that_cannot_be_read_or_is_none_for_a_text_is_left_out(address):
    """P11"""
    assert make_absolute(f'<a href="{address}">x</a>', page=PAGE) == "<a>x</a>"


def test_rest_is_left_as_it_is():
    html = '<p lang="ru" id="body-a">&lt;href="/"&gt; &amp; <em>so</em></p>'
    assert make_absolute(html, page=PAGE) == html
