"""Everybody can read the screen: contrast, and colours that colour-blind eyes tell apart."""

from __future__ import annotations

import itertools
import math

import pytest
from textual.color import Color

from lambdatutor.tui.themes import CONTRAST, DARK, LIGHT, PHASE_INKS, THEMES, Palette, variables

PALETTES = pytest.mark.parametrize(
    "palette", [DARK, LIGHT, CONTRAST], ids=["dark", "light", "contrast"]
)

# How the three kinds of colour blindness see linear light (Machado, Oliveira, Fernandes 2009).
EYES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> tuple[float, ...]:
    """Light of red, green and blue, each 0 to 1."""
    return tuple(
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in Color.parse(colour).normalized
    )


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio, 1 to 21."""
    weights = (0.2126, 0.7152, 0.0722)
    light = sorted(
        sum(w * part for w, part in zip(weights, linear(colour), strict=True))
        for colour in (one, other)
    )
    return (light[1] + 0.05) / (light[0] + 0.05)


def lab(light: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* of linear light."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in light)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, eye: str) -> tuple[float, float, float]:
    light = linear(colour)
    return lab(
        tuple(sum(w * part for w, part in zip(row, light, strict=True)) for row in EYES[eye])
    )


@PALETTES
def test_text_has_the_contrast_wcag_asks_for(palette: Palette) -> None:
    inks = (
        *(palette.text, palette.muted, palette.accent, palette.good, palette.warn, palette.bad),
        *(variables(palette)[name] for name in PHASE_INKS),
    )
    for ink, ground in itertools.product(
        inks, (palette.background, palette.surface, palette.panel)
    ):
        assert contrast(ink, ground) >= 4.5, (ink, ground)


@PALETTES
def test_a_phases_letter_is_readable_on_its_ground(palette: Palette) -> None:
    names = variables(palette)
    for name in PHASE_INKS:
        assert contrast(names[name], names[f"{name}-tint"]) >= 4.5, name
    assert contrast(palette.on_running, palette.running) >= 4.5
    assert contrast(palette.running, palette.surface) >= 3


@PALETTES
def test_the_chosen_row_is_readable(palette: Palette) -> None:
    for ink in (palette.text, palette.accent, palette.muted):
        assert contrast(ink, palette.cursor) >= 4.5, ink


def test_high_contrast_doubles_the_contrast() -> None:
    for name in (*PHASE_INKS, "ink", "ink-muted", "ink-accent"):
        assert contrast(variables(CONTRAST)[name], CONTRAST.background) >= 9, name


@PALETTES
@pytest.mark.parametrize("eye", EYES)
def test_colour_blind_eyes_tell_building_running_idle_and_refused_apart(
    palette: Palette, eye: str
) -> None:
    """Two colours are plainly different from about 10 units of CIE76 distance."""
    colours = [palette.init_r, palette.running, palette.frozen, palette.bad]
    for one, other in itertools.combinations(colours, 2):
        assert math.dist(seen(one, eye), seen(other, eye)) >= 10, (one, other)


def test_themes_have_our_names_and_all_variables() -> None:
    assert [theme.name for theme in THEMES] == [
        "lambdatutor-dark",
        "lambdatutor-light",
        "lambdatutor-contrast",
    ]
    for theme in THEMES:
        assert theme.variables.keys() >= variables(DARK).keys()
