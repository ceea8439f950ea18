"""Imports of files that were uploaded at the desk."""

import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile

from transfer.importers.refusing import UnreadableFile
from transfer.importers.wordpress.importing import Options, WordPressImport
from transfer.models import Import


def run(wanted: Import) -> None:
    """Carry what stands in the file of an import, and note how far it has come. It may have run before.

    The file is deleted once everything is here, and kept where the run stops, so that it can go on.
    """
    with NamedTemporaryFile(suffix=".xml") as local:
        with wanted.file.open() as file:
            shutil.copyfileobj(file, local)
        local.flush()
        bringing = WordPressImport([Path(local.name)], Options(as_written=wanted.as_written), names=[wanted.source])
        state = Import.State.STOPPED
        try:
            bringing.prepare()
            wanted.begin(bringing.total)
            bringing.run(wanted.advance)
            state = Import.State.DONE
        except UnreadableFile as refusal:
            bringing.report.say(str(refusal), is_failure=True)
        finally:
            wanted.finish(state, bringing.report.compose())
    if state == Import.State.DONE:
        wanted.file.delete()
