from calendar import Calendar
from datetime import datetime, timedelta

from django.contrib import admin
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils import timezone
from django.utils.formats import date_format
from django.views.generic import TemplateView

from blog import desk
from edition.validators import EARLIEST, LATEST


class CalendarView(PermissionRequiredMixin, TemplateView):
    """A month with the posts and updates that appeared in it, or are to."""

    template_name = "admin/blog/calendar.html"
    permission_required = "blog.change_post"
    raise_exception = True

    def get_context_data(self, **kwargs):
        month = self._read_month()
        weeks = Calendar().monthdatescalendar(month.year, month.month)
        lines = desk.find_days(self.request.user, weeks[0][0], weeks[-1][-1] + timedelta(days=1))
        return super().get_context_data(
            **admin.site.each_context(self.request),
            title=date_format(month, "YEAR_MONTH_FORMAT"),
            month=month,
            previous=month - timedelta(days=1),
            next=month + timedelta(days=31),
            weekdays=weeks[0],
            days=[(day, lines.get(day, [])) for week in weeks for day in week],
            clock=desk.say_clock(),
            today=timezone.localdate(),
            may_see_all=self.request.user.has_perm("blog.edit_all_posts"),
            **kwargs,
        )

    def _read_month(self):
        """Return the first day of the month that was asked for, or of the present one."""
        try:
            asked = datetime.strptime(self.request.GET.get("month", ""), "%Y-%m").date()  # noqa: DTZ007 - has no zone
        except ValueError:
            asked = timezone.localdate()
        return min(max(asked, EARLIEST.date()), LATEST.date()).replace(day=1)
