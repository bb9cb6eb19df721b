"""Kinds of long work: each room registers its own, one worker carries all of them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from documents.models import Job


@dataclass(frozen=True)
class JobFile:
    """What a job made: a file in the job's folder, under the name that the person will see."""

    path: Path
    name: str
    content_type: str


class Progress(Protocol):
    """What the body of a job talks to. Every call may raise ``JobStopped``: let it pass."""

    folder: Path
    """Place for what is already made; it outlives a killed worker and goes when the job ends."""

    def begin(self, total: int, words: str = "") -> None:
        """Say how many steps there are; what was done by an earlier attempt is counted again."""

    def step(self, words: str = "", count: int = 1) -> None:
        """Say that ``count`` steps are done."""

    def part(self, name: str, make: Callable[[], bytes]) -> Path:
        """Return the file ``name`` of the folder, made now unless an earlier attempt has made it.

        The name is the key of the part: it holds the version of what it was made from.
        """

    def written(self, name: str, write: Callable[[BinaryIO], None]) -> Path:
        """The same for a file that is too big for memory: ``write`` writes it piece by piece."""


Body = Callable[["Job", Progress], JobFile | None]
"""What it made; ``None`` when what came out stands on the page that the job names (``Job.place``)."""
Right = str | Callable[[Mapping[str, Any]], str]
"""The name of a permission, or how to tell it from the arguments of a job."""


class UnableToFinish(Exception):
    """The work cannot be done, for a reason that the person understands."""


@dataclass(frozen=True)
class JobKind:
    """A kind of long work.

    ``body`` is idempotent: a killed attempt is repeated from the parts in its folder.
    ``permission`` is asked on the employer when the job is ordered and again when its file is taken.
    ``expected`` are the errors whose words are meant for people.
    """

    name: str
    label: str | _StrPromise
    body: Body
    permission: Right
    expected: tuple[type[Exception], ...] = ()

    def may_ask(self, user: Any, employer: Any, arguments: Mapping[str, Any]) -> bool:
        """Whether a person has the right to this work."""
        right = self.permission if isinstance(self.permission, str) else self.permission(arguments)
        return bool(user.has_perm(right, employer))


_KINDS: dict[str, JobKind] = {}


def register_job(
    name: str,
    body: Body,
    *,
    label: str | _StrPromise,
    permission: Right,
    expected: tuple[type[Exception], ...] = (),
) -> None:
    """Make a kind of job known; each name once."""
    if name in _KINDS:
        raise ValueError(f"job {name} is registered twice")
    _KINDS[name] = JobKind(name, label, body, permission, (UnableToFinish, *expected))


def job_kind(name: str) -> JobKind | None:
    """Return a kind of job; ``None`` for one that this release does not know any more."""
    return _KINDS.get(name)


def may_take(user: Any, job: Job) -> bool:
    """Whether a person may have the file of a job: who asked for it and still has the right."""
    kind = job_kind(job.kind)
    return kind is not None and job.asked_by_id == user.pk and kind.may_ask(user, job.employer, job.arguments)
