from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# A language tag as BCP 47 (RFC 5646) writes it, without its rarer parts.
validate_language = RegexValidator(
    r"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("Give the code of a language, such as en, ru or pt-BR.")
)
