"""Libraries that were built for another system than Lambda's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaged import ELF_ARM, ELF_X86, FUNCTION, MACH_O_ARM, WINDOWS, found, kinds, layer, only

from lambdatutor.runtime.packages import PackageError, Target
from lambdatutor.runtime.packages.native import Compiled, compiled_for
from lambdatutor.runtime.packages.wheels import fits


@pytest.mark.fact("PKG-014")
@pytest.mark.parametrize(
    ("tag", "runtime", "architecture", "fitting"),
    [
        ("py3-none-any", "python3.13", "x86_64", True),
        ("py2.py3-none-any", "python3.13", "arm64", True),
        ("py2-none-any", "python3.13", "x86_64", False),
        ("cp313-cp313-manylinux_2_17_x86_64", "python3.13", "x86_64", True),
        ("cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64", "python3.13", "x86_64", True),
        ("cp313-cp313-manylinux2014_aarch64", "python3.13", "arm64", True),
        ("cp313-cp313-manylinux2014_aarch64", "python3.13", "x86_64", False),
        ("cp312-cp312-manylinux2014_x86_64", "python3.13", "x86_64", False),
        ("cp38-abi3-manylinux2014_x86_64", "python3.13", "x86_64", True),
        ("cp314-abi3-manylinux2014_x86_64", "python3.13", "x86_64", False),
        ("cp313-cp313-linux_x86_64", "python3.13", "x86_64", True),
        ("cp313-cp313-musllinux_1_2_x86_64", "python3.13", "x86_64", False),
        ("cp313-cp313-macosx_11_0_arm64", "python3.13", "arm64", False),
        ("cp313-cp313-win_amd64", "python3.13", "x86_64", False),
        ("cp313-cp313-manylinux_2_34_x86_64", "python3.13", "x86_64", True),
        ("cp313-cp313-manylinux_2_39_x86_64", "python3.13", "x86_64", False),
        ("cp311-cp311-manylinux_2_28_x86_64", "python3.11", "x86_64", False),
        ("cp311-cp311-manylinux_2_26_x86_64", "python3.11", "x86_64", True),
        ("pp310-pypy310_pp73-manylinux2014_x86_64", "python3.10", "x86_64", False),
        ("", "python3.13", "x86_64", False),
    ],
)
def test_a_wheels_tag_must_match_processor_python_and_linux(
    tag: str, runtime: str, architecture: str, fitting: bool
) -> None:
    assert fits(tag, Target(runtime, architecture)) is fitting


def wheel(*tags: str) -> dict[str, str]:
    lines = ["Wheel-Version: 1.0", "Root-Is-Purelib: false", *(f"Tag: {each}" for each in tags)]
    return {"numpy-2.1.0.dist-info/WHEEL": "\n".join(lines)}


@pytest.mark.fact("PKG-014")
@pytest.mark.parametrize(
    ("tag", "built_for"),
    [
        ("cp313-cp313-macosx_11_0_arm64", "macOS"),
        ("cp313-cp313-win_amd64", "Windows"),
        ("cp313-cp313-musllinux_1_2_x86_64", "another C library"),
        ("cp312-cp312-manylinux2014_x86_64", "another Python (cp312)"),
        ("cp313-cp313-manylinux_2_39_x86_64", "a newer Linux"),
        ("cp313-cp313-manylinux2014_aarch64", "another processor"),
    ],
)
def test_a_library_for_another_system_says_which_and_how_to_install_it(
    tag: str, built_for: str
) -> None:
    finding = only(found(FUNCTION | wheel(tag)), "wheel-misfit")

    assert "`numpy-2.1.0` was built for " in finding.sentence
    assert built_for in finding.sentence
    assert (
        "pip install --platform manylinux2014_x86_64 --only-binary=:all: --python-version 3.13"
        in finding.sentence
    )


def test_one_fitting_tag_is_enough_and_no_tag_says_nothing() -> None:
    fine = wheel("cp313-cp313-macosx_11_0_arm64", "py3-none-any")

    assert kinds(found(FUNCTION | fine)) == []
    assert kinds(found(FUNCTION | wheel())) == []


@pytest.mark.fact("PKG-016")
def test_the_linux_under_a_runtime_decides_how_new_a_wheel_may_be() -> None:
    assert Target("python3.11").system == "Amazon Linux 2"
    assert Target("python3.12").system == "Amazon Linux 2023"


NATIVE = [
    ("_core.so", ELF_ARM, "Linux, aarch64"),
    ("_core.cpython-313-darwin.so", MACH_O_ARM, "macOS, aarch64"),
    ("_core.cp313-win_amd64.pyd", WINDOWS, "Windows, x86_64"),
    ("_core.cpython-312-x86_64-linux-gnu.so", ELF_X86, "Python 3.12"),
]


@pytest.mark.fact("PKG-014")
@pytest.mark.parametrize(("name", "head", "says"), NATIVE)
def test_machine_code_for_another_system_is_known_by_its_first_bytes(
    name: str, head: bytes, says: str
) -> None:
    finding = only(found({**FUNCTION, f"numpy/{name}": head}), "native-misfit")

    assert f"`numpy/{name}` is compiled for {says}" in finding.sentence


@pytest.mark.parametrize("name", ["_a.so", "_a.abi3.so", "_a.cpython-313-x86_64-linux-gnu.so"])
def test_machine_code_for_lambda_is_fine(name: str) -> None:
    assert kinds(found({**FUNCTION, f"numpy/{name}": ELF_X86})) == []


def test_many_files_of_one_mistake_are_one_finding() -> None:
    files = {f"numpy/_{number}.so": ELF_ARM for number in range(5)}

    assert "and 4 more are compiled" in only(found({**FUNCTION, **files}), "native-misfit").sentence


def test_text_named_so_is_no_machine_code() -> None:
    assert kinds(found(FUNCTION | {"a.so": "INPUT(libm.so)"})) == []


@given(st.binary(max_size=80))
def test_whatever_a_file_begins_with_it_can_be_looked_at(head: bytes) -> None:
    found_for = compiled_for(head)

    assert found_for is None or isinstance(found_for, Compiled)


def test_layers_are_looked_through_too() -> None:
    report = found(FUNCTION, layers=[layer("lib", {"python/a/_a.so": ELF_ARM})])

    assert only(report, "native-misfit").path == "python/a/_a.so"


@pytest.mark.parametrize("runtime", ["nodejs22.x", "python", "python2.7", "python3.x"])
def test_only_python_runtimes_are_looked_through(runtime: str) -> None:
    with pytest.raises(PackageError, match="no Python runtime"):
        Target(runtime)


def test_architectures_are_lambdas() -> None:
    with pytest.raises(PackageError, match="Use x86_64 or arm64"):
        Target(architecture="aarch64")
