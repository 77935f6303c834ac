"""One question at a time: what several threads ask of one study is answered in turn."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

Method = TypeVar("Method", bound=Callable[..., Any])


def one_at_a_time(method: Method) -> Method:
    """Return a method that waits while another thread is inside one of the same object, which has a `lock`."""

    @wraps(method)
    def waiting(self: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401  # as the method has them
        with self.lock:
            return method(self, *args, **options)

    return cast("Method", waiting)
