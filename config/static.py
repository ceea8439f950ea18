from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Files named by their content, compressed once; scripts import one another by those names too."""

    support_js_module_import_aggregation = True
