"""What a package must fit: the function's runtime and architecture."""

from __future__ import annotations

from dataclasses import dataclass

from lambdatutor.runtime.packages.findings import PackageError

TASK_ROOT = "/var/task"
"""Where the function's code stands (PKG-007)."""
LAYER_ROOT = "/opt"
"""Where layers are extracted (PKG-007)."""

_MACHINES = {"x86_64": "x86_64", "arm64": "aarch64"}
"""What wheels call Lambda's architectures (PKG-014)."""


@dataclass(frozen=True, slots=True)
class Target:
    """A Python runtime of Lambda on an architecture."""

    runtime: str = "python3.13"
    architecture: str = "x86_64"

    def __post_init__(self) -> None:
        major, _, minor = self.runtime.removeprefix("python").partition(".")
        if not self.runtime.startswith("python") or major != "3" or not minor.isdecimal():
            raise PackageError(
                f"{self.runtime!r} is no Python runtime of Lambda. One is python3.13."
            )
        if self.architecture not in _MACHINES:
            raise PackageError(
                f"{self.architecture!r} is no architecture of Lambda. Use x86_64 or arm64."
            )

    @property
    def python(self) -> tuple[int, int]:
        return 3, int(self.runtime.rpartition(".")[2])

    @property
    def python_version(self) -> str:
        return self.runtime.removeprefix("python")

    @property
    def machine(self) -> str:
        """As wheels and compilers name the architecture: x86_64 or aarch64."""
        return _MACHINES[self.architecture]

    @property
    def system(self) -> str:
        """The Linux under it (PKG-016)."""
        return "Amazon Linux 2" if self.python < (3, 12) else "Amazon Linux 2023"

    @property
    def glibc(self) -> tuple[int, int]:
        """The C library of that Linux, by Amazon Linux's own documentation: wheels name theirs."""
        return (2, 26) if self.python < (3, 12) else (2, 34)

    @property
    def search_path(self) -> tuple[str, ...]:
        """Where Python looks for a package's modules, before the runtime's own (PKG-008, PKG-009).

        Which of the two folders of layers comes first is not among the facts; `sys.path` on Lambda
        has the versioned one first.
        """
        return (
            TASK_ROOT,
            f"{LAYER_ROOT}/python/lib/{self.runtime}/site-packages",
            f"{LAYER_ROOT}/python",
        )
