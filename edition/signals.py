from django.dispatch import Signal

# "When does something of yours change by the clock alone?" Sent with `after`, an aware datetime; receivers return the
# first such moment later than `after`, or None.
asked_for_next_change = Signal()

# Such a moment has passed. Sent with `since`, the first that has, and `now`, in the transaction that turns the page.
clock_struck = Signal()
