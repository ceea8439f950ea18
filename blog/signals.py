from django.dispatch import Signal

# A writer saved a post. Sent by `publishing.record` once it is committed, with `post_pk`, and `is_public`, whether
# anybody can read the post now. Receivers do not wait for other sites: they enqueue tasks.
recorded = Signal()
