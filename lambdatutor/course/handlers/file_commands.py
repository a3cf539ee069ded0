"""mv, cp, rm, mkdir and touch in the learner's folder, as a shell does them."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase

from lambdatutor.course.handlers.files import FilesError
from lambdatutor.course.handlers.tree import Tree, file_path, relative
from lambdatutor.runtime.packages import SourceFile
from lambdatutor.runtime.shown import shown

FileCommand = Callable[[Tree, list[str]], Tree]


def move(tree: Tree, words: list[str]) -> Tree:
    """As `mv FROM… TO`. Raises `FilesError`, as the others do."""
    _, paths = _flags("mv", words, "f")
    for source, target in _targets(tree, paths, "mv FROM TO"):
        _expanded(tree, [source])
        if target == source or target.startswith(f"{source}/"):
            raise FilesError(f'"{shown(source)}" cannot be moved into itself.')
        if tree.is_folder(source):
            if tree.is_folder(target) or target in tree.files:
                raise FilesError(
                    f'"{shown(target)}" is there already. Move what is in it, one by one.'
                )
            moved = {f"{target}/{path}": file for path, file in tree.inside(source).items()}
            inner = {each for each in tree.folders if each.startswith(f"{source}/")}
            tree = tree.without(set(tree.below(source)), {source}).having(moved)
            for each in inner:
                tree = tree.with_folder(target + each.removeprefix(source))
            tree = tree.with_folder(target)
        else:
            file = tree.files[source]
            tree = tree.without({source}).having({target: file})
    return tree


def copy(tree: Tree, words: list[str]) -> Tree:
    """As `cp [-r] FROM… TO`."""
    flags, paths = _flags("cp", words, "rRaf")
    for source, target in _targets(tree, paths, "cp FROM TO"):
        if not tree.is_folder(source):
            tree = tree.having({target: tree.files[source]})
            continue
        if not set(flags) & set("rRa"):
            raise FilesError(f'"{shown(source)}" is a folder. Copy it with cp -r.')
        if target == source or target.startswith(f"{source}/"):
            raise FilesError(f'"{shown(source)}" cannot be copied into itself.')
        added = {f"{target}/{path}": file for path, file in tree.inside(source).items()}
        tree = tree.having(added).with_folder(target)
    return tree


def remove(tree: Tree, words: list[str]) -> Tree:
    """As `rm [-r] PATH…`."""
    flags, paths = _flags("rm", words, "rRf")
    if not paths:
        raise FilesError("Write rm PATH, and rm -r FOLDER for a folder.")
    for path in _expanded(tree, paths, missing="f" in flags):
        if not path:
            raise FilesError("The lab's folder itself stays. Remove what is in it.")
        if not tree.is_folder(path):
            tree = tree.without({path})
        elif set(flags) & set("rR"):
            tree = tree.without(set(tree.below(path)), {path})
        else:
            raise FilesError(f'"{shown(path)}" is a folder. Remove it with rm -r.')
    return tree


def make_folder(tree: Tree, words: list[str]) -> Tree:
    """As `mkdir FOLDER…`."""
    flags, paths = _flags("mkdir", words, "p")
    if not paths:
        raise FilesError("Write mkdir FOLDER.")
    for each in paths:
        path = relative(each)
        if (tree.is_folder(path) and "p" not in flags) or path in tree.files:
            raise FilesError(f'"{shown(each)}" is there already.')
        _parent_stands(tree, path, anyway="p" in flags)
        tree = tree.with_folder(path)
    return tree


def touch(tree: Tree, words: list[str]) -> Tree:
    """As `touch PATH…`: a file with nothing in it, where there is none of that name."""
    _, paths = _flags("touch", words, "")
    if not paths:
        raise FilesError("Write touch PATH: it makes a new file with nothing in it.")
    for each in paths:
        path = relative(each)
        if path in tree.files or tree.is_folder(path):
            continue
        path = file_path(each)
        _parent_stands(tree, path)
        tree = tree.having({path: SourceFile(b"")})
    return tree


COMMANDS: dict[str, FileCommand] = {
    "mv": move,
    "cp": copy,
    "rm": remove,
    "mkdir": make_folder,
    "touch": touch,
}


def _targets(tree: Tree, paths: list[str], usage: str) -> list[tuple[str, str]]:
    """Where each goes: into a folder that stands, or to the name that is given."""
    if len(paths) < 2:
        raise FilesError(f"Write {usage}.")
    sources, last = _expanded(tree, paths[:-1]), paths[-1]
    into = relative(last)
    if tree.is_folder(into):
        return [(each, f"{into}/{_name(each)}".lstrip("/")) for each in sources]
    if len(sources) > 1 or last.endswith("/"):
        raise FilesError(f'There is no folder "{shown(last)}". Make it with mkdir.')
    _parent_stands(tree, into)
    return [(sources[0], file_path(last))]


def _expanded(tree: Tree, paths: list[str], *, missing: bool = False) -> list[str]:
    """What patterns with * or ? name; each of the others must be there."""
    found: list[str] = []
    for path in paths:
        folder, _, pattern = path.rpartition("/")
        if "*" in pattern or "?" in pattern:
            inside = relative(folder)
            names = sorted(each for each in tree.names(inside) if fnmatchcase(each, pattern))
            matched = [f"{inside}/{name}".lstrip("/") for name in names]
        else:
            plain = relative(path)
            matched = [plain] if plain in tree.files or tree.is_folder(plain) else []
        if not matched and not missing:
            raise FilesError(f'There is no "{shown(path)}" in the lab\'s folder.')
        found += matched
    return found


def _parent_stands(tree: Tree, path: str, *, anyway: bool = False) -> None:
    parent = path.rpartition("/")[0]
    if parent in tree.files:
        raise FilesError(f'"{shown(parent)}" is a file, so nothing can lie in it.')
    if not anyway and not tree.is_folder(parent):
        raise FilesError(f'There is no folder "{shown(parent)}". Make it with mkdir.')


def _flags(command: str, words: list[str], known: str) -> tuple[str, list[str]]:
    flags = "".join(each[1:] for each in words if each.startswith("-") and len(each) > 1)
    unknown = next((each for each in flags if each not in known), None)
    if unknown is not None:
        raise FilesError(f'{command} does not know "-{shown(unknown)}" here.')
    return flags, [each for each in words if not each.startswith("-")]


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def changed(before: Tree, after: Tree) -> set[str]:
    """Paths whose file is another one, or is gone."""
    return {path for path in before.files if after.files.get(path) is not before.files[path]}
