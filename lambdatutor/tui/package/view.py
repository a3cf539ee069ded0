"""All that the page of a package lab shows of the package, taken from the attempt in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.tui.package.layers_line import LayersView
from lambdatutor.tui.package.marks import folder_planting, lambda_planting, zip_planting
from lambdatutor.tui.package.twigs import Planting
from lambdatutor.tui.package.weight import Weight, of_zip, on_lambda
from lambdatutor.tui.package.words import Known

if TYPE_CHECKING:
    from lambdatutor.course.handlers.desk import Desk
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.runtime.packages import Finding


class PackageView(NamedTuple):
    """The three trees as they stand, with what is said about them."""

    folder: Planting
    zip: Planting = Planting()
    on_lambda: Planting = Planting()
    zip_weight: Weight = Weight()
    lambda_weight: Weight = Weight()
    layers: LayersView = LayersView()
    findings: tuple[Finding, ...] = ()
    waits: str = ""
    """Why there is no zip, in a sentence."""


def package_view(attempt: HandlerAttempt) -> PackageView:
    """Computed anew after each change."""
    desk, trees, report = attempt.desk, attempt.trees, attempt.report
    handler = desk.settings.handler
    fixed = [path for path in attempt.lab.fixed if path in desk.tree.files]
    folder = folder_planting(trees.folder, zipped=desk.zipped, fixed=fixed, handler=handler)
    layers = _layers(desk)
    if report is None or trees.zip is None or report.sizes is None:
        waits = attempt.package.refused or "There is no zip yet."
        return PackageView(folder, layers=layers, waits=waits)
    view = PackageView(
        folder,
        zip_planting(trees.zip, report.findings, handler),
        zip_weight=of_zip(report.sizes),
        layers=layers,
        findings=report.findings,
    )
    if trees.task is None or trees.opt is None:
        return view
    standing = lambda_planting(trees.task, trees.opt, report, handler)
    return view._replace(on_lambda=standing, lambda_weight=on_lambda(report.sizes))


def known_words(attempt: HandlerAttempt) -> Known:
    """What a command may name as things stand."""
    layers = _layers(attempt.desk)
    return Known(
        files=attempt.paths,
        folders=attempt.folders,
        libraries=[each.name for each in attempt.lab.libraries],
        layers=layers.every,
        settings=attempt.lab.settings,
    )


def _layers(desk: Desk) -> LayersView:
    counts: dict[str, int] = {}
    versions: list[str] = []
    for each in desk.published:
        counts[each.name] = counts.get(each.name, 0) + 1
        versions.append(f"{each.name}:{counts[each.name]}")
    attached = tuple(each if ":" in each else f"{each}:1" for each in desk.settings.layers)
    return LayersView(attached, tuple(each for each in versions if each not in attached))
