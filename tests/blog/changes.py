"""What changes the record, and what must leave it as it was."""

import pytest
from django.core.exceptions import ValidationError

from blog import publishing
from blog.models import Address, Post, Quotation, Revision, Source, Tag, Update
from edition.models import Edition
from edition.turning import writing


@writing()
def rewrite(post, by, **fields):
    """Change rows and record them, as the admin does."""
    Post.objects.filter(pk=post.pk).update(**fields)
    revision = publishing.record(post, by=by)
    post.refresh_from_db()
    return revision


def everything():
    models = (Post, Update, Quotation, Revision, Source, Tag, Address, Edition, Post.tags.through)
    return [list(model.objects.order_by("pk").values()) for model in models]


def refused(message, do, *args, **kwargs):
    """Do what must raise ValidationError with a message and leave the database as it was."""
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        do(*args, **kwargs)
    assert message in " ".join(refusal.value.messages)
    assert everything() == before
