from functools import partial

from django.db import transaction
from django.tasks import task

from transfer import running
from transfer.models import Import


@task
def run_import(import_pk):
    """Carry what was uploaded at the desk."""
    wanted = Import.objects.filter(pk=import_pk).exclude(file="").first()
    if wanted:
        running.run(wanted)


def nudge(wanted):
    """Have an import run, once all is committed."""
    transaction.on_commit(partial(run_import.enqueue, wanted.pk), robust=True)
