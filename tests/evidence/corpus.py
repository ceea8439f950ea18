"""Pages as others write them, what is quoted from each, and what is to be said of the quotation. All of it is made up.

The words quoted are Markdown, as an author writes them; the page is what stands in the body of the HTML.
"""

import gzip
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """A page at `/<name>`, `written` in one charset and `declared` by the header to be in another, or in none."""

    name: str
    state: str
    quoted: str
    page: str | bytes
    written: str = "utf-8"
    declared: str | None = "text/html; charset=utf-8"
    meta: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def answer(self):
        """Return the body of the page as it is sent."""
        if isinstance(self.page, bytes):
            return self.page
        head = f"<title>The Courier</title>{self.meta}"
        whole = f"<!doctype html><html><head>{head}</head><body><nav>Home</nav>{self.page}<footer>Imprint</footer>"
        return whole.encode(self.written)


def make_pdf(*lines):
    """Return a PDF of one page with these lines."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    content = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return body + head + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)


PDF = "application/pdf"
BRIDGE = "The bridge will open in May, and nobody will pay for crossing it."
TALKS = "<p>“We will not sign this treaty before the winter,” the envoy said, “and we will not be hurried.”</p>"
RIVER = "Паром через реку пойдёт с первого мая, и билеты подорожают на десять рублей."

VERBATIM = [
    Case("plain", "verbatim", BRIDGE, f"<p>{BRIDGE}"),
    Case("emphasis", "verbatim", "The **bridge** will *open* in [May](https://example.org/)", f"<p>{BRIDGE}"),
    Case("markup", "verbatim", BRIDGE, "<p>The <a href=/b>br<b>id</b>ge</a> will <em>open</em> in May, and <i>no</i>body will pay for crossing it."),
    Case("entities", "verbatim", "Fish & chips — “fine” at 5 £ < 6 £", "<p>Fish &amp; chips &mdash; &ldquo;fine&rdquo; at 5&nbsp;&pound; &lt; 6&#160;&#xA3;"),
    Case("spaces", "verbatim", BRIDGE, "<p>The bridge\n   will&nbsp;open&thinsp;in\u2003May,\tand&#8239;nobody will pay for crossing it."),
    Case("soft-hyphens", "verbatim", BRIDGE, "<p>The bri&shy;dge will open in May, and no&shy;body will pay for cros&shy;sing it."),
    Case("zero-width", "verbatim", BRIDGE, "<p>The brid\u200bge will o\u2060pen in May, and \ufeffnobody will pay for crossing it."),
    Case("straight-quotes", "verbatim", "She called it “a bad joke” and didn’t laugh", "<p>She called it \"a bad joke\" and didn't laugh."),
    Case("guillemets", "verbatim", "Er nannte es „einen schlechten Witz“ und ging", "<p>Er nannte es »einen schlechten Witz« und ging."),
    Case("french-spaces", "verbatim", "Elle a dit : « Jamais ! » et elle est partie", "<p>Elle a dit&nbsp;: «&#8239;Jamais&#8239;!&#8239;» et elle est partie."),
    Case("q-element", "verbatim", "She called it “a bad joke” and left", "<p>She called it <q>a bad joke</q> and left."),
    Case("dashes", "verbatim", "The mayor – a miller – left", "<p>The mayor—a miller—left."),
    Case("double-hyphen", "verbatim", "The mayor – a miller – left", "<p>The mayor -- a miller -- left."),
    Case("own-ellipsis", "verbatim", "Well… perhaps", "<p>“Well... perhaps,” she said."),
    Case("ligatures", "verbatim", "The official office is five floors up", "<p>The oﬃcial oﬀice is ﬁve ﬂoors up."),
    Case("decomposed", "verbatim", "Žižkov café über Zürich", "<p>Z\u030ciz\u030ckov cafe\u0301 u\u0308ber Zu\u0308rich"),
    Case("first-letter", "verbatim", "Nobody will pay for crossing it", f"<p>{BRIDGE}"),
    Case("bracketed-letter", "verbatim", "[N]obody will pay for crossing it", f"<p>{BRIDGE}"),
    Case("end-mark", "verbatim", "The bridge will open in May.", f"<p>{BRIDGE}"),
    Case("elision", "verbatim", "The bridge […] will open in May, and nobody will pay", "<p>The bridge over the mill stream, of which so much was said, will open in May, and nobody will pay for it."),
    Case("elision-dots", "verbatim", "The bridge... will open in May, and nobody will pay", "<p>The bridge over the mill stream will open in May, and nobody will pay for it."),
    Case("elision-paragraphs", "verbatim", "The bridge will open in May. (…) The mayor will cut the ribbon.", "<p>The bridge will open in May.</p><p>It has cost a lot.</p><ul><li>One<li>Two</ul><p>The mayor will cut the ribbon."),
    Case("insertion", "verbatim", "[The mayor] said that it will open in May", "<p>Later he said that it will open in May."),
    Case("insertion-inside", "verbatim", "Then [the mayor] cut the ribbon", "<p>Then he cut the ribbon."),
    Case("insertion-added", "verbatim", "It will open [the council hopes] in May", "<p>It will open in May."),
    Case("list-item", "verbatim", "Two carts a day", "<ul><li>One cart<li>Two carts a day<li>Three</ul>"),
    Case("table-cell", "verbatim", "12,400 carts", "<table><tr><th>Year<td>1893<td>12,400 carts</table>"),
    Case("caption", "verbatim", "The old bridge before it fell", "<figure><img src=x alt=''><figcaption>The old bridge before it fell</figcaption></figure>"),
    Case("aside", "verbatim", "Read our guide to ferries", "<article><p>Words.</article><aside>Read our guide to ferries</aside>"),
    Case("details", "verbatim", "The small print", "<details><summary>More</summary><p>The small print</details>"),
    Case("footnote", "verbatim", "It cost ten crowns and was never paid for", "<p>It cost ten crowns<sup><a href=#1>[1]</a></sup> and was never paid for.<sup>[2]</sup>"),
    Case("line-breaks", "verbatim", "Over the river and through the wood", "<p>Over the river<br>and through the wood"),
    Case("russian", "verbatim", RIVER, f"<p>{RIVER}"),
    Case("windows-1251", "verbatim", RIVER, f"<p>{RIVER}", "windows-1251", "text/html; charset=windows-1251"),
    Case("koi8-r-in-meta", "verbatim", RIVER, f"<p>{RIVER}", "koi8-r", "text/html", "<meta charset=koi8-r>"),
    Case("http-equiv", "verbatim", RIVER, f"<p>{RIVER}", "windows-1251", None, '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
    Case("no-charset", "verbatim", RIVER, f"<p>{RIVER} {RIVER}", "windows-1251", "text/html"),
    Case("utf-8-undeclared", "verbatim", RIVER, f"<p>{RIVER}", declared="text/html"),
    Case("utf-8-called-latin", "verbatim", RIVER, f"<p>{RIVER}", declared="text/html; charset=ISO-8859-1"),
    Case("header-is-wrong", "verbatim", RIVER, f"<p>{RIVER}", "windows-1251", meta="<meta charset=windows-1251>"),
    Case("byte-order-mark", "verbatim", RIVER, f"<p>{RIVER}", "utf-8-sig", "text/html; charset=windows-1251"),
    Case("utf-16", "verbatim", RIVER, f"<p>{RIVER}", "utf-16", "text/html"),
    Case("latin-1", "verbatim", "Die Brücke wird „später“ geöffnet", "<p>Die Brücke wird „später“ geöffnet.", "windows-1252", "text/html; charset=iso-8859-1"),
    Case("shift-jis", "verbatim", "橋は五月に開通する見通しだ", "<p>市長は、橋は五月に開通する見通しだと述べた。", "shift_jis", "text/html; charset=Shift_JIS"),
    Case("euc-kr", "verbatim", "다리는 오월에 열린다", "<p>시장은 “다리는 오월에 열린다”고 말했다.", "euc-kr", "text/html; charset=euc-kr"),
    Case("ruby", "verbatim", "漢字を読む", "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>を読む。"),
    Case("chinese", "verbatim", "大桥将于五月通车，过桥免费", "<p>市长表示：「大桥将于五月\n通车，过桥免费。」"),
    Case("chinese-gb", "verbatim", "大桥将于五月通车", "<p>市长表示，大桥将于五月通车。", "gb18030", "text/html; charset=gb2312"),
    Case("wide-letters", "verbatim", "第3回、ABC協会", "<p>第３回、ＡＢＣ協会が開かれた。"),
    Case("arabic", "verbatim", "سيفتح الجسر في مايو، ولن يدفع أحد", "<p dir=rtl>قال العمدة: «سيفتح الجسر في مايو، ولن يدفع أحد».\u200f"),
    Case("hebrew", "verbatim", "הגשר ייפתח במאי", "<p dir=rtl>ראש העיר אמר: ״הגשר ייפתח במאי, ואיש לא ישלם״."),
    Case("greek", "verbatim", "Η γέφυρα θα ανοίξει τον Μάιο", "<p>«Η γέφυρα θα ανοίξει τον Μάιο», είπε ο δήμαρχος.", "iso-8859-7", "text/html; charset=iso-8859-7"),
    Case("thai", "verbatim", "สะพานจะเปิดในเดือนพฤษภาคม", "<p>นายกเทศมนตรีกล่าวว่าสะพานจะเปิดในเดือนพฤษภาคม"),
    Case("hindi", "verbatim", "पुल मई में खुलेगा", "<p>मेयर ने कहा, “पुल मई में खुलेगा।”"),
    Case("turkish", "verbatim", "İki köprü mayısta açılacak", "<p>İki köprü mayısta açılacak, dedi."),
    Case("french-article", "verbatim", "accord est mort", "<p>L’accord est mort."),
    Case("pdf", "verbatim", "The bridge will open in May", make_pdf("Report", "The bridge will open in May."), declared=PDF),
    Case("pdf-broken-words", "verbatim", "An international co-operation", make_pdf("An inter-", "national co-", "operation."), declared=PDF),
    Case("plain-text", "verbatim", BRIDGE, BRIDGE.encode(), declared="text/plain; charset=utf-8"),
    Case("packed", "verbatim", BRIDGE, gzip.compress(f"<p>{BRIDGE}".encode()), headers={"Content-Encoding": "gzip"}),
    Case("redirect", "verbatim", BRIDGE, "", status=301, headers={"Location": "/plain"}),
    Case("two-redirects", "verbatim", BRIDGE, "", status=302, headers={"Location": "/redirect"}),
    Case("several-times", "verbatim", "the toll […] was never paid", "<p>the toll was high</p>" + "<p>x</p>" * 3000 + "<p>the toll, alas, was never paid."),
]  # fmt: skip

CLOSE = [
    Case("dropped-not", "close", "We will sign this treaty before the winter", TALKS),
    Case("elided-not", "close", "We will […] sign this treaty before the winter", TALKS),
    Case("inserted-over-not", "close", "We [the envoys] sign this treaty before the winter", TALKS),
    Case("inserted-not", "close", "[N]obody will [not] pay for crossing it", f"<p>{BRIDGE}"),
    Case("wrong-number", "close", "It cost 12,500 crowns in all", "<p>It cost 12,400 crowns in all."),
    Case("cut-number", "close", "5 million crowns were paid", "<p>In the end 3.5 million crowns were paid."),
    Case("cut-unit", "close", "prices rose by 10", "<p>This year prices rose by 10 percent."),
    Case("cut-thousands", "close", "It was 12 leagues long", "<p>It was 12 000 leagues long."),
    Case("power", "close", "102 bridges were built", "<p>10² bridges were built."),
    Case("swapped-words", "close", "nobody in May will pay for crossing the bridge", "<p>nobody will in May pay for crossing the bridge"),
    Case("other-tense", "close", "The bridge would open in May, and nobody would pay for crossing it.", f"<p>{BRIDGE}"),
    Case("part-of-a-word", "close", "They agree with the mayor", "<p>They agree with the mayoress."),
    Case("part-of-a-negation", "close", "likely to open in May", "<p>It is un-likely to open in May."),
    Case("contraction", "close", "We can sign", "<p>“We can't sign,” she said."),
    Case("question", "close", "The bridge will open in May.", "<p>The bridge will open in May?"),
    Case("shouting", "close", "the bridge will OPEN in May", f"<p>{BRIDGE}"),
    Case("yo", "close", "Паром через реку пойдет с первого мая", f"<p>{RIVER}"),
    Case("russian-not", "close", "Мы подпишем этот договор до зимы", "<p>«Мы не подпишем этот договор до зимы», — сказал посол."),
    Case("chinese-not", "close", "大桥可能在五月通车", "<p>市长表示，大桥不可能在五月通车。"),
    Case("chinese-impossible", "close", "可能在五月通车", "<p>大桥不可能在五月通车。"),
    Case("japanese-not", "close", "橋は五月に開通し", "<p>橋は五月に開通しない。"),
    Case("arabic-not", "close", "سيدفع أحد الرسوم في مايو", "<p>لن سيدفع أحد كل الرسوم في مايو."),
    Case("german-not", "close", "Wir werden diesen Vertrag vor dem Winter unterschreiben", "<p>Wir werden diesen Vertrag nicht vor dem Winter unterschreiben."),
    Case("out-of-order", "close", "nobody will pay for crossing it […] The bridge will open in May", f"<p>{BRIDGE}"),
    Case("far-apart", "close", "The bridge will open […] nobody will pay for crossing it", "<p>The bridge will open</p>" + "<p>word</p>" * 4000 + "<p>nobody will pay for crossing it"),
    Case("comma", "close", "We eat, grandmother, at noon today", "<p>We eat grandmother at noon today."),
]  # fmt: skip

NOT_FOUND = [
    Case("elsewhere", "not_found", "The sheep have all come home", f"<p>{BRIDGE}"),
    Case("paraphrase", "not_found", "From spring on one can get across the water free of charge", f"<p>{BRIDGE}"),
    Case("in-script", "not_found", BRIDGE, f"<p>Words of the page.<script>let t = '{BRIDGE}'</script>"),
    Case("in-style", "not_found", BRIDGE, f"<p>Words of the page.<style>p::after {{content: '{BRIDGE}'}}</style>"),
    Case("in-comment", "not_found", BRIDGE, f"<p>Words of the page.<!-- {BRIDGE} -->"),
    Case("in-attributes", "not_found", BRIDGE, f"<p title='{BRIDGE}'>Words of the page.<img alt='{BRIDGE}'>"),
    Case("in-meta", "not_found", BRIDGE, "<p>Words of the page.", meta=f"<meta name=description content='{BRIDGE}'>"),
    Case("hidden", "not_found", BRIDGE, f"<p hidden>{BRIDGE}</p><div style='display: none'>{BRIDGE}</div><p>Words."),
    Case("template", "not_found", BRIDGE, f"<template><p>{BRIDGE}</template><noscript>{BRIDGE}</noscript><p>Words."),
    Case("login-wall", "not_found", BRIDGE, "<h1>Please sign in</h1><form><input name=name><button>Sign in</button></form>"),
    Case("consent-wall", "not_found", BRIDGE, "<p>We value your privacy. Accept all or reject all to go on."),
    Case("other-script", "not_found", "Most otkroetsya v maye", "<p>Мост откроется в мае."),
    Case("pdf-elsewhere", "not_found", "The sheep have all come home", make_pdf("The bridge will open in May."), declared=PDF),
]  # fmt: skip

UNREACHABLE = [
    Case("gone", "unreachable", BRIDGE, f"<p>{BRIDGE}", status=404),
    Case("trouble", "unreachable", BRIDGE, f"<p>{BRIDGE}", status=500),
    Case("forbidden", "unreachable", BRIDGE, f"<p>{BRIDGE}", status=403),
    Case("in-circles", "unreachable", BRIDGE, "", status=302, headers={"Location": "/in-circles"}),
    Case("only-a-script", "unreachable", BRIDGE, b"<body><div id=app></div><script>draw()</script>"),
    Case("picture", "unreachable", BRIDGE, b"\x89PNG", declared="image/png"),
    Case("broken-pdf", "unreachable", BRIDGE, b"%PDF-1.4 and nothing more", declared=PDF),
    Case("bomb", "unreachable", BRIDGE, gzip.compress(b"word " * 2_000_000), headers={"Content-Encoding": "gzip"}),
]  # fmt: skip

CASES = [*VERBATIM, *CLOSE, *NOT_FOUND, *UNREACHABLE]
