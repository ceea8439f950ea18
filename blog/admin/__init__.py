from blog.admin import pages, pictures, posts, quotations, revisions, site, sources, tags, updates

__all__ = ["pages", "pictures", "posts", "quotations", "revisions", "site", "sources", "tags", "updates"]
