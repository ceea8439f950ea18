from blog.models.address import Address
from blog.models.page import Page
from blog.models.picture import PictureUse
from blog.models.post import Post
from blog.models.quotation import Quotation
from blog.models.revision import Revision
from blog.models.search import SearchEntry, SearchWord
from blog.models.site import SiteSettings
from blog.models.source import Source
from blog.models.tag import Tag
from blog.models.update import Update

__all__ = [
    "Address",
    "Page",
    "PictureUse",
    "Post",
    "Quotation",
    "Revision",
    "SearchEntry",
    "SearchWord",
    "SiteSettings",
    "Source",
    "Tag",
    "Update",
]
