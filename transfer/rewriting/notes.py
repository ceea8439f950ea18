from collections.abc import Iterator


class Notes:
    """What became different or was left out on the way; the same is said once, with how often."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, text: str) -> None:
        self._counts[text] = self._counts.get(text, 0) + 1

    def __iter__(self) -> Iterator[str]:
        return (text if count == 1 else f"{text} (×{count})" for text, count in self._counts.items())

    def __len__(self) -> int:
        return len(self._counts)
