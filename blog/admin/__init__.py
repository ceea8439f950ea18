from blog.admin import pages, posts, quotations, revisions, site, sources, tags, updates

__all__ = ["pages", "posts", "quotations", "revisions", "site", "sources", "tags", "updates"]
