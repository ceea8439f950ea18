"""WordPress's export (WXR 1.0 to 1.2): `read` says what stands in a file, `convert` makes Markdown of a text in it."""
