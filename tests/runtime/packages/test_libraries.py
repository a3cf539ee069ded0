"""Libraries: found or not, twice, or brought by the runtime; and what need not be packed."""

import pytest
from packaged import (
    FUNCTION,
    by_hand,
    found,
    kinds,
    layer,
    only,
    regular,
)

from lambdatutor.runtime.packages import Module, Report, check
from lambdatutor.runtime.packages.modules import Found

IMPORTING = {
    "lambda_function.py": "import tariffs\n\ndef lambda_handler(event, context):\n    return 1\n"
}
LIBRARY = {"tariffs/__init__.py": "", "tariffs/table.py": ""}


def under(folder: str, files: dict[str, str] = LIBRARY) -> dict[str, str]:
    return {f"{folder}/{path}": text for path, text in files.items()}


def modules(report: Report) -> dict[str, Module]:
    assert report.shelf is not None
    return {each.name: each for each in report.shelf.modules()}


# Where a library may lie


@pytest.mark.fact("PKG-012")
def test_a_library_at_the_top_of_the_zip_is_found() -> None:
    assert kinds(found(IMPORTING | LIBRARY)) == []


@pytest.mark.fact("PKG-012", "INV-015")
def test_a_library_in_a_virtual_environment_is_not() -> None:
    report = found(
        IMPORTING | under("venv/lib/python3.13/site-packages") | {"venv/pyvenv.cfg": "home = /usr"}
    )

    finding = only(report, "missing-module")
    assert "it lies in `venv/lib/python3.13/site-packages/`" in finding.sentence
    assert finding.code == "Runtime.ImportModuleError"
    assert "`venv/` (11 bytes) is a virtual env" in only(report, "virtual-environment").sentence


@pytest.mark.fact("PKG-012")
def test_a_library_that_is_nowhere_is_named() -> None:
    finding = only(found(IMPORTING), "missing-module")

    assert "neither the package nor a layer nor the runtime has it" in finding.sentence
    assert "pip install --target . tariffs" in finding.sentence


@pytest.mark.fact("PKG-009")
@pytest.mark.parametrize("name", ["json", "boto3", "botocore.config", "urllib3"])
def test_what_python_and_the_runtime_bring_need_not_be_packed(name: str) -> None:
    assert (
        kinds(found({"lambda_function.py": f"import {name}\n" + FUNCTION["lambda_function.py"]}))
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    import tariffs\nexcept ImportError:\n    tariffs = None\n",
        "def later():\n    import tariffs\n",
        "import typing\nif typing.TYPE_CHECKING:\n    import tariffs\n",
    ],
)
def test_an_import_that_can_be_done_without_is_not_missed(text: str) -> None:
    assert kinds(found({"lambda_function.py": text + FUNCTION["lambda_function.py"]})) == []


@pytest.mark.fact("PKG-008")
@pytest.mark.parametrize("folder", ["python", "python/lib/python3.13/site-packages"])
def test_a_layer_brings_a_library_under_python(folder: str) -> None:
    report = found(IMPORTING, layers=[layer("lib", under(folder))])

    assert kinds(report) == []
    assert [*modules(report)] == ["lambda_function", "tariffs"]


@pytest.mark.fact("PKG-008")
@pytest.mark.parametrize(
    ("files", "kind", "says"),
    [
        (LIBRARY, "layer-not-under-python", "`tariffs` of the layer `lib` lands in `/opt/tariffs`"),
        (under("my-layer/python"), "layer-not-under-python", "lands in `/opt/my-layer/python`"),
        (
            under("python/lib/python3.12/site-packages"),
            "layer-for-another-python",
            "looked into by `python3.12` alone, and the function runs python3.13",
        ),
    ],
)
def test_a_layer_that_python_does_not_look_into(
    files: dict[str, str], kind: str, says: str
) -> None:
    report = found(IMPORTING, layers=[layer("lib", files)])

    assert says in only(report, kind).sentence
    assert "the layer `lib` has it in `/opt" in only(report, "missing-module").sentence


def test_a_layer_of_programs_needs_no_python() -> None:
    assert kinds(found(FUNCTION, layers=[layer("tools", {"bin/tool": "x", "lib/a.so": "x"})])) == []


# What hides what


@pytest.mark.fact("PKG-009")
def test_the_package_comes_before_layers() -> None:
    report = found(IMPORTING | LIBRARY, layers=[layer("lib", under("python"))])

    assert modules(report)["tariffs"] == Module(
        "tariffs",
        Found("/var/task/tariffs", "package"),
        (Found("/opt/python/tariffs", "lib"),),
    )
    assert only(report, "hidden-module").fact == "PKG-009"


@pytest.mark.fact("PKG-009")
@pytest.mark.parametrize("where", ["package", "layer"])
def test_an_own_boto3_is_used_in_place_of_the_runtimes(where: str) -> None:
    mine = {"boto3/__init__.py": ""}
    report = (
        found(FUNCTION | mine)
        if where == "package"
        else found(FUNCTION, layers=[layer("aws", under("python", mine))])
    )

    assert "comes with the runtime; yours in" in only(report, "brought-by-runtime").sentence
    assert report.works


def test_a_file_named_like_pythons_own_is_noted() -> None:
    assert (
        "`/var/task/random.py`"
        in only(found(FUNCTION | {"random.py": ""}), "hides-python").sentence
    )


def test_folders_without_init_are_one_package_together_and_hide_nothing() -> None:
    report = found(
        FUNCTION | {"shop/orders.py": ""}, layers=[layer("lib", {"python/shop/prices.py": ""})]
    )

    assert kinds(report) == []
    shelf = report.shelf
    assert shelf is not None
    assert shelf.find("shop.prices").path == "/opt/python/shop/prices.py"
    assert shelf.find("shop.orders").path == "/var/task/shop/orders.py"


def test_a_real_package_comes_before_a_folder_without_init_wherever_it_lies() -> None:
    report = found(
        FUNCTION | {"shop/orders.py": ""}, layers=[layer("lib", {"python/shop/__init__.py": ""})]
    )

    assert modules(report)["shop"] == Module(
        "shop", Found("/opt/python/shop", "lib"), (Found("/var/task/shop", "package"),)
    )
    assert report.shelf.find("shop.orders") is None


def test_a_package_comes_before_a_module_of_its_name() -> None:
    report = found(FUNCTION | {"shop/__init__.py": "", "shop.py": ""})

    assert modules(report)["shop"].found.path == "/var/task/shop"


# What need not be there


@pytest.mark.parametrize("folder", ["__MACOSX", "lib/__pycache__", ".git"])
def test_what_came_along_is_noted(folder: str) -> None:
    data = by_hand(
        regular("lambda_function.py", 0o644, FUNCTION["lambda_function.py"].encode()),
        regular(f"{folder}/x", 0o644),
    )

    finding = only(check(data), "leftover")
    assert (finding.path, finding.weight) == (folder, 0)
