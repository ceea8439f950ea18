from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from people.admin import log, sign_in, users

__all__ = ["log", "sign_in", "users"]

# There is one way in, with its limits and its second factor; who is in already and has no role is told so.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
