from django.db import models


class Edition(models.Model):
    """Which edition of the site is on the stand: one row, whose number grows with every change a reader could see."""

    number = models.PositiveBigIntegerField(default=1)
    next_change_at = models.DateTimeField(
        null=True, help_text="When a scheduled post, or a banner's start or end, turns the page by itself."
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="edition_is_one_row")]

    def __str__(self):
        return f"Edition {self.number}"
