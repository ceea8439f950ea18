"""On SQLite the tests have one connection, in memory: what a browser asks for at once is answered in turns."""

from threading import Lock

_turn = Lock()


def take_turns(get_response):
    """Middleware, only for tests."""

    def answer(request):
        with _turn:
            return get_response(request)

    return answer
