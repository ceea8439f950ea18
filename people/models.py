from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from markup import make_slug

# Recovery codes stand in for one of these.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class User(AbstractUser):
    """Who writes, edits or moderates. Readers have no accounts."""

    public_name = models.CharField(
        _("public name"),
        max_length=150,
        blank=True,
        help_text=_("As it stands above posts. The username is used where it is empty."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("The last part of the author's page: /authors/…/. Made from the name when left empty."),
    )
    about = models.TextField(_("about"), blank=True, help_text=_("A few plain sentences for the author's page."))

    # What readers can see of a user: a change of these turns the page.
    PUBLIC_FIELDS = ("public_name", "slug", "about", "username")

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def __str__(self):
        return self.public_name or self.username

    def get_absolute_url(self):
        return reverse("blog:author", kwargs={"slug": self.slug})

    def save(self, *args, **kwargs):
        # A mail to reset the password is looked up in small letters.
        self.email = self.email.lower()
        if not self.slug:
            self.slug = make_slug(
                str(self), length=60, otherwise="author", is_taken=lambda slug: User.objects.filter(slug=slug).exists()
            )
        super().save(*args, **kwargs)

    def forget_second_factor(self):
        """Remove all that stands beside the password, and end all sessions: the device may be in other hands."""
        self.authenticator_set.all().delete()
        for session in self.usersession_set.all():
            session.end()


class SignInSettings(models.Model):
    """How people get in. One row."""

    class Whom(models.TextChoices):
        NOBODY = "nobody", _("Nobody; whoever wants to may have one")
        EDITORS = "editors", _("Editors and superusers")
        EVERYBODY = "everybody", _("Everybody who signs in")

    second_factor = models.CharField(
        _("who must have a second factor"),
        max_length=10,
        choices=Whom,
        default=Whom.NOBODY,
        help_text=_(
            "A passkey, or a code from an app, beside the password. Whoever must have one and has none is led to where "
            "it is set up, at the next click, and cannot do anything else before."
        ),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("sign-in settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="sign_in_settings_is_one_row")]

    def __str__(self):
        return str(capfirst(self._meta.verbose_name))

    @classmethod
    def load(cls):
        """Return the one row, or the defaults while there is none. One query."""
        return cls.objects.first() or cls(pk=1)

    def asks(self, user):
        """Return whether `user` must have a second factor."""
        if self.second_factor != self.Whom.EDITORS:
            return self.second_factor == self.Whom.EVERYBODY
        return user.is_superuser or user.groups.filter(name="Editor").exists()


class SecurityEventQuerySet(models.QuerySet):
    def record(self, kind, *, user, request):
        """Record what happened to the account of `user`, or to none, and from where."""
        return self.create(kind=kind, user=user, address=get_adapter().get_client_ip(request))

    def forget_old_failures(self):
        """Delete failures of more than three months ago: strangers make them, as many as they like."""
        kinds = (SecurityEvent.Kind.WRONG_PASSWORD, SecurityEvent.Kind.WRONG_CODE)
        self.filter(kind__in=kinds, at__lt=timezone.now() - timedelta(days=90)).delete()


class SecurityEvent(models.Model):
    """One line of the log of who got in, who did not, and how accounts are protected."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        WRONG_PASSWORD = "wrong_password", _("Wrong password")
        WRONG_CODE = "wrong_code", _("Wrong code")
        PASSWORD_CHANGED = "password_changed", _("Changed the password")
        PASSWORD_RESET = "password_reset", _("Reset the password by mail")
        APP_ADDED = "totp_added", _("Set up an authenticator app")
        APP_REMOVED = "totp_removed", _("Removed the authenticator app")
        PASSKEY_ADDED = "webauthn_added", _("Added a passkey")
        PASSKEY_REMOVED = "webauthn_removed", _("Removed a passkey")
        CODES_ADDED = "recovery_codes_added", _("Was given recovery codes")
        CODES_REMOVED = "recovery_codes_removed", _("Lost the recovery codes with the last second factor")
        CODES_RENEWED = "recovery_codes_reset", _("Made new recovery codes")

    user = models.ForeignKey(User, models.CASCADE, null=True, verbose_name=_("user"))
    kind = models.CharField(_("what happened"), max_length=30, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    address = models.GenericIPAddressField(_("from which address"))

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in or security event")
        verbose_name_plural = _("sign-ins and security")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.user})"


class SharedCacheEntry(models.Model):
    """The table of Django's cache in the database. A model, so that `migrate` makes it; nothing else asks for rows."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.cache_key
