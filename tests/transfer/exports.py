"""Small exports of WordPress, written for the tests."""

from html import escape

START = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.5" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>An old blog</title><link>https://old.example</link><language>en-US</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ivan</wp:author_login>
<wp:author_display_name><![CDATA[Ivan Petrov]]></wp:author_display_name></wp:author>
"""
END = "</channel>\n</rss>\n"


def export(*elements, start=START, end=END):
    return start + "\n".join(elements) + end


def item(number=1, title="A title", content="Words.", *, more="", link=None, **fields):
    """Return an item; `fields` are of the namespace of WordPress."""
    said = {
        "post_id": number, "post_date": "2009-03-14 12:00:00", "post_date_gmt": "2009-03-14 09:00:00",
        "post_name": f"post-{number}", "status": "publish", "post_parent": 0, "menu_order": 0, "post_type": "post",
        "post_password": "", "is_sticky": 0,
    } | fields  # fmt: skip
    wp = "".join(f"<wp:{name}>{escape(str(value))}</wp:{name}>" for name, value in said.items())
    link = link or f"https://old.example/2009/03/14/{said['post_name']}/"
    return (
        f"<item><title><![CDATA[{title}]]></title><link>{escape(link)}</link>"
        f"<dc:creator><![CDATA[ivan]]></dc:creator><guid>https://old.example/?p={number}</guid>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[]]></excerpt:encoded>{wp}{more}</item>"
    )


def comment(number=1, text="I agree.", **fields):
    said = {
        "id": number, "author": f"Reader {number}", "author_url": "", "date_gmt": f"2009-03-15 0{number % 10}:00:00",
        "content": text, "approved": "1", "type": "comment", "parent": 0,
    } | fields  # fmt: skip
    inside = "".join(f"<wp:comment_{name}><![CDATA[{value}]]></wp:comment_{name}>" for name, value in said.items())
    return f"<wp:comment>{inside}</wp:comment>"


def category(slug, name, parent=""):
    return (
        f"<wp:category><wp:term_id>{len(slug)}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name><![CDATA[{name}]]></wp:cat_name></wp:category>"
    )


def filed(slug, name, domain="category"):
    return f'<category domain="{domain}" nicename="{slug}"><![CDATA[{name}]]></category>'


def attachment(number, file, **fields):
    url = f"https://old.example/wp-content/uploads/{file}"
    said = {"post_type": "attachment", "status": "inherit", "attachment_url": url} | fields
    return item(number, f"File {number}", "", **said)


def menu_item(number, title, *, position=1, **meta):
    more = filed("main", "Main menu", "nav_menu")
    for name, value in meta.items():
        said = f"<wp:meta_key>_menu_item_{name}</wp:meta_key><wp:meta_value>{value}</wp:meta_value>"
        more += f"<wp:postmeta>{said}</wp:postmeta>"
    return item(number, title, "", more=more, post_type="nav_menu_item", menu_order=position)
