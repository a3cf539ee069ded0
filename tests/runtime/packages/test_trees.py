"""The three trees of the package lab: the folder, the zip, and what stands on Lambda."""

from hypothesis import given
from packaged import FILES, found, layer, zipped

from lambdatutor.runtime.packages import (
    Branch,
    SourceFile,
    drawn,
    folder_tree,
    open_archive,
    standing_tree,
    zip_of,
    zip_tree,
)

FILES_OF_FUNCTION = {
    "lambda_function.py": "def lambda_handler(event, context): ...\n",
    "tariffs/__init__.py": "",
}


def leaves(branch: Branch) -> dict[str, Branch]:
    if not branch.is_folder:
        return {branch.path: branch}
    return {path: leaf for child in branch.children for path, leaf in leaves(child).items()}


@given(FILES)
def test_folder_and_zip_have_the_same_files_and_sizes(files: dict[str, SourceFile]) -> None:
    folder = folder_tree("work", files)
    archive = zip_tree("work.zip", open_archive(zip_of(files)))

    assert leaves(folder).keys() == leaves(archive).keys() == files.keys()
    assert folder.files == archive.files == len(files)
    assert folder.size_bytes == sum(len(each.content) for each in files.values())
    assert folder.size_bytes == archive.size_bytes


def test_a_tree_is_drawn_with_folders_first() -> None:
    tree = zip_tree("function.zip", open_archive(zipped({"b.py": "x", "a/c.py": "", "a/b.py": ""})))

    assert drawn(tree) == (
        "function.zip/ · 3 files, 1 byte",
        "├─ a/ · 2 files, 0 bytes",
        "│  ├─ b.py · 0 bytes",
        "│  └─ c.py · 0 bytes",
        "└─ b.py · 1 byte",
    )


def test_opt_says_where_each_file_came_from_and_what_it_replaced() -> None:
    layers = [
        layer("first", {"python/tariffs.py": "old", "python/first.py": ""}),
        layer("second", {"python/tariffs.py": "new"}),
    ]
    report = found(FILES_OF_FUNCTION, layers=layers)
    opt = leaves(standing_tree("/opt", report.placement.opt, report.shelf))

    assert opt["/opt/python/first.py"].origin == "first"
    winner = opt["/opt/python/tariffs.py"]
    assert (winner.origin, winner.replaced) == ("second", ("first",))
    assert winner.hidden_by == "/var/task/tariffs"


def test_a_hidden_package_is_marked_at_its_folder() -> None:
    report = found(FILES_OF_FUNCTION, layers=[layer("lib", {"python/tariffs/__init__.py": ""})])

    lines = drawn(standing_tree("/opt", report.placement.opt, report.shelf))

    assert lines[2] == (
        "   └─ tariffs/ · 1 file, 0 bytes · not imported: /var/task/tariffs is found first"
    )
    assert lines[3] == "      └─ __init__.py · 0 bytes · from lib"


def test_var_task_is_the_zip_itself() -> None:
    report = found(FILES_OF_FUNCTION)
    task = standing_tree("/var/task", report.placement.task, report.shelf)

    assert [*leaves(task)] == ["/var/task/tariffs/__init__.py", "/var/task/lambda_function.py"]
    assert all(each.origin == "package" for each in leaves(task).values())
