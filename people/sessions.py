from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore


class SessionStore(DatabaseSessionStore):
    """Django's sessions, but for keys from strangers' cookies that the database could not even be asked for."""

    def _validate_session_key(self, key):
        return super()._validate_session_key(key) and key.isalnum()
