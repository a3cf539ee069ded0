"""The picture of a network: a packet's way is drawn, ends at what stops it, and hides nothing."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

sys.path.insert(0, str(Path(__file__).parent.parent / "simulator"))

from msgspec.structs import replace
from network_shop import DUAL_STACK, IN_A, NETWORK, WITH_NAT, inside, network_of, shop, way
from scenes import function

from lambdatutor.course.networks.packets import PacketView
from lambdatutor.simulator.network.hop import Path as Way
from lambdatutor.simulator.network.network_view import NetworkView
from lambdatutor.simulator.network.path import path as path_in
from lambdatutor.simulator.network.setup import EndpointSetup
from lambdatutor.tui.network.picture import Picture
from lambdatutor.tui.network.plan import LOWEST, NARROWEST
from lambdatutor.tui.network.verdicts import outcome
from lambdatutor.tui.panels.cells import text_of
from lambdatutor.tui.panels.glyphs import to_ascii
from lambdatutor.tui.panels.network import NO_PACKETS, NOTHING, network_rows

ENDPOINTS = (
    EndpointSetup(
        id="vpce-table", service="dynamodb", kind="gateway", route_tables=("rtb-private",)
    ),
    EndpointSetup(
        id="vpce-queue", service="sqs", subnets=("subnet-a",), security_groups=("sg-endpoint",)
    ),
)
RICH = replace(WITH_NAT, endpoints=ENDPOINTS)
SCENES = [
    shop(inside(), inside("report"), function("outside"), network=network)
    for network in (NETWORK, WITH_NAT, DUAL_STACK, RICH)
]
ENDS = ("checkout", "outside", "database", "bastion", "stranger", "internet")
TARGETS = (*ENDS, "aws:dynamodb", "aws:sqs", "aws:lambda", "10.0.1.200")
WALL = "│"
IPV6 = replace(IN_A, ipv6=True)

NETWORKS = [network_of(scene) for scene in SCENES]
scenes = st.integers(0, len(SCENES) - 1)
widths = st.integers(NARROWEST, 140)
heights = st.integers(LOWEST, 40)
ways = st.tuples(
    st.sampled_from(ENDS),
    st.sampled_from(TARGETS),
    st.sampled_from([22, 443, 5432]),
    st.sampled_from(["ipv4", "ipv6"]),
)


def drawn(network: NetworkView, path: Way | None, width: int = 78, height: int = 20) -> Picture:
    return Picture(network, [path] if path else [], path, width, height)


def text(source: str, to: str, port: int = 443, *, scene: int = 1, **rest: object) -> str:
    """The picture of a packet at its end."""
    network = NETWORKS[scene]
    path = path_in(network, source, to, port, **rest)
    return text_of(drawn(network, path, 78, 30).rows())


def line_with(sign: str, picture: str) -> str:
    found = [line for line in picture.splitlines() if sign in line]
    assert len(found) == 1, picture
    return found[0]


def test_a_way_that_arrives_ends_with_a_sign_at_what_answers() -> None:
    line = line_with("✓", text("checkout", "database", 5432))

    assert "■ database" in line
    assert line.index("database") < line.index("✓") < line.index("sg-database")


def test_the_way_out_goes_by_the_nat_gateway_and_its_own_route_table() -> None:
    picture = text("checkout", "internet")

    assert "━" in line_with("◆ nat-a", picture)
    out = line_with("┤igw-shop├", picture)
    assert "0.0.0.0/0 igw-shop━" in out
    assert "✓ internet" in out


STOPS = {
    "no route": (0, "checkout", "internet", 443, "rtb-private"),
    "the group of the database": (0, "checkout", "database", 22, "sg-database"),
    "the group, coming from another subnet": (0, "bastion", "database", 5432, "sg-database"),
    "no way in to a function": (0, "internet", "checkout", 443, WALL),
    "nor from inside": (0, "bastion", "checkout", 443, "checkout, report"),
    "the wall": (0, "internet", "database", 5432, WALL),
    "the wall, from Lambda's own network": (0, "outside", "database", 5432, WALL),
}


@pytest.mark.parametrize("case", STOPS)
def test_a_way_that_does_not_arrive_ends_with_a_cross_at_what_stops_it(case: str) -> None:
    scene, source, to, port, stop = STOPS[case]
    line = line_with("✗", text(source, to, port, scene=scene))

    at, sign = line.index(stop), line.index("✗")
    beside = min(abs(sign - start) for start in (at, at + len(stop))) <= 2
    assert beside or (stop == WALL and WALL in line[sign - 2 : sign + 2]), line


def test_a_packet_over_ipv6_goes_through_the_egress_only_gateway() -> None:
    scene = shop(inside(placement=IPV6), network=DUAL_STACK)
    path = way(scene, "checkout", "internet", family="ipv6")
    assert path.arrives, path.sentence

    picture = text_of(drawn(network_of(scene), path, 90, 30).rows())
    assert "━" in line_with("┤eigw-shop├", picture)


def test_an_interface_endpoint_is_reached_inside_its_subnet() -> None:
    picture = text("checkout", "aws:sqs", scene=3)

    assert "━" in line_with("○ vpce-queue", picture)
    assert "sqs" in line_with("✓", picture)


def test_a_wire_goes_around_what_stands_in_its_way() -> None:
    network = NETWORKS[0]
    picture = drawn(network, path_in(network, "internet", "bastion", 22), 78, 30)
    lines = text_of(picture.rows()).splitlines()

    cells = [mark.cell for mark in picture.marks if mark.cell is not None]
    assert len(cells) > 20
    assert {lines[y][x] for x, y in cells} <= set("━┃┏┓┗┛✓")


@given(scenes, ways, widths, heights)
def test_any_packet_in_any_room_is_drawn_cell_for_cell(
    scene: int, ends: tuple[str, str, int, str], width: int, height: int
) -> None:
    source, to, port, family = ends
    network = NETWORKS[scene]
    path = path_in(network, source, to, port, family=family)
    for travelled in (None, 0, 7, 40):
        rows = drawn(network, path, width, height).rows(travelled)
        assert len(rows) == height
        lines = text_of(rows).splitlines()
        assert all(cell_len(line) == width for line in lines)
        assert "?" not in to_ascii("\n".join(lines))


@given(scenes, ways, widths, heights)
def test_a_wire_goes_behind_every_word(
    scene: int, ends: tuple[str, str, int, str], width: int, height: int
) -> None:
    source, to, port, family = ends
    network = NETWORKS[scene]
    path = path_in(network, source, to, port, family=family)
    picture = drawn(network, path, width, height)
    assert picture.sketch is not None
    resting = text_of([line.row() for line in picture.sketch.lines])
    picture.rows()
    with_packet = text_of([line.row() for line in picture.sketch.lines])

    changed = sum(
        before.isalnum() and before != after
        for before, after in zip(resting, with_packet, strict=True)
    )
    assert changed == 0, with_packet


@given(scenes, ways, widths, heights)
def test_in_any_room_the_packet_is_in_sight_all_the_way(
    scene: int, ends: tuple[str, str, int, str], width: int, height: int
) -> None:
    source, to, port, family = ends
    network = NETWORKS[scene]
    path = path_in(network, source, to, port, family=family)
    for travelled in (None, 0, 7, 40):
        picture = drawn(network, path, width, height)
        sign = set("●✓✗") & set(text_of(picture.rows(travelled)))
        assert sign or not picture.marks


def test_where_lines_are_few_the_way_is_shown_and_not_the_top() -> None:
    network = NETWORKS[0]
    path = path_in(network, "checkout", "database", 5432)

    low = text_of(drawn(network, path, height=LOWEST).rows())
    high = text_of(drawn(network, path, height=30).rows())

    assert low.count("\n") < high.count("\n")
    assert "database" in low
    assert "✓" in low


def test_a_wall_without_gateways_leaves_its_room_to_the_names() -> None:
    closed = replace(
        NETWORK,
        internet_gateways=(),
        route_tables=(NETWORK.route_tables[0], replace(NETWORK.route_tables[1], routes=())),
    )
    scene = shop(inside(), inside("refund"), network=closed)

    assert "checkout, refund  sg-function" in text_of(drawn(network_of(scene), None).rows())


@given(scenes, ways)
def test_a_packet_comes_to_its_hops_in_their_order_and_to_the_last_one(
    scene: int, ends: tuple[str, str, int, str]
) -> None:
    source, to, port, family = ends
    network = NETWORKS[scene]
    path = path_in(network, source, to, port, family=family)
    picture = drawn(network, path, 100, 40)

    hops = [picture.hop_at(travelled) for travelled in range(len(picture.marks))]
    assert hops == sorted(hops)
    assert picture.hop_at(None) == len(path.hops) - 1
    for mark, after in zip(picture.marks, picture.marks[1:], strict=False):
        if mark.cell is not None and after.cell is not None:
            steps = abs(mark.cell[0] - after.cell[0]) + abs(mark.cell[1] - after.cell[1])
            assert steps == 1, "a wire has no gap"


def test_on_its_way_a_packet_is_a_disc_and_nothing_is_decided_yet() -> None:
    scene = SCENES[0]
    path = way(scene, "checkout", "database", 22)
    picture = drawn(network_of(scene), path)
    half = len(picture.marks) // 2

    shown = text_of(picture.rows(half))
    assert shown.count("●") == 1
    assert "✗" not in shown


def test_a_subnet_is_public_by_its_route_and_not_by_its_name() -> None:
    routes = (WITH_NAT.route_tables[1].routes[0],)
    opened = replace(
        WITH_NAT,
        route_tables=(replace(WITH_NAT.route_tables[0], routes=routes), WITH_NAT.route_tables[1]),
    )

    assert "subnet-a private" in text("checkout", "database")
    scene = shop(network=opened)
    assert "subnet-a public" in text_of(drawn(network_of(scene), None).rows())


@pytest.mark.parametrize("width", [78, 90, 118])
@pytest.mark.parametrize("scene", range(len(SCENES)))
def test_no_name_is_cut_where_the_screen_has_80_columns(scene: int, width: int) -> None:
    network = NETWORKS[scene]
    picture = text_of(drawn(network, None, width, 30).rows())

    for name in ("λ checkout, report", "λ outside", "■ database"):
        assert name in picture
    gateways = (*network.internet_gateways, *network.egress_only_gateways)
    doors = [each.id for each in network.endpoints if each.kind == "gateway"]
    for name in (*(each.id for each in gateways), *doors):
        assert f"┤{name}├" in picture


def test_in_the_narrowest_picture_the_function_outside_has_its_whole_name() -> None:
    door = replace(ENDPOINTS[0], id="vpce-orders")
    network = network_of(shop(function("checkout"), network=replace(WITH_NAT, endpoints=(door,))))

    assert "λ checkout" in text_of(drawn(network, None, NARROWEST, 30).rows())


def test_a_long_name_outside_takes_the_cells_that_others_leave() -> None:
    long = "checkout-of-all"
    network = network_of(shop(function(long), inside(), network=NETWORK))

    for width in (78, 90, 118):
        assert f"λ {long}" in text_of(drawn(network, None, width, 30).rows()), width


def test_a_function_that_goes_into_its_vpc_moves_no_wall() -> None:
    before = network_of(shop(function("checkout-of-all"), network=NETWORK))
    after = network_of(shop(inside("checkout-of-all"), network=NETWORK))

    walls = [text_of(drawn(each, None, 118, 30).rows()).index("╮") for each in (before, after)]
    assert walls[0] == walls[1]


def test_functions_that_share_an_interface_stand_in_one_place() -> None:
    picture = text_of(drawn(NETWORKS[1], None, 120, 30).rows())

    assert picture.count("checkout, report") == 1


# The panel

ONE = PacketView("query", "checkout asks", way(SCENES[0], "checkout", "database", 5432), "arrive")
PACKETS = (
    ONE,
    ONE._replace(id="pay", path=way(SCENES[0], "checkout", "internet")),
    ONE._replace(id="scan", path=way(SCENES[0], "internet", "database"), must="be-dropped"),
    ONE._replace(id="gone", path=None),
    ONE._replace(id="door", path=way(SCENES[0], "internet", "bastion", 22), must="be-dropped"),
    ONE._replace(id="call", path=way(SCENES[0], "checkout", "internet"), must=""),
    ONE._replace(id="shut", path=way(SCENES[0], "internet", "bastion", 80), must="be-dropped"),
)


def test_every_outcome_has_a_sign_and_words() -> None:
    said = [outcome(each) for each in PACKETS]

    assert [(each.sign, each.words) for each in said] == [
        ("✓", "arrives"),
        ("✗", "dropped at rtb-private"),
        ("✓", "dropped at the wall of the VPC"),
        ("–", "one end is not there"),
        ("✗", "arrives, and must not"),
        ("✗", "hangs at rtb-private"),
        ("✓", "dropped at sg-world"),
    ]


def test_where_there_is_room_every_packet_has_a_line_and_else_a_sign() -> None:
    network = NETWORKS[0]
    high = text_of(network_rows(network, PACKETS[:4], 1, 78, 30))
    low = text_of(network_rows(network, PACKETS[:4], 1, 78, 16))

    assert high.count("checkout asks") == 4
    assert "1✓ ▸2✗  3✓  4–" in low
    assert low.count("checkout asks") == 1
    for shown in (high, low):
        assert "✗ dropped: rtb-private has no route to the internet" in " ".join(shown.split())


@given(
    st.sampled_from([None, *range(len(NETWORKS))]),
    st.integers(0, len(PACKETS)),
    st.integers(0, 9),
    st.integers(1, 140),
    st.integers(1, 40),
    st.none() | st.integers(0, 200),
)
def test_the_panel_fills_any_size(  # noqa: PLR0917  one for each part of its state
    number: int | None,
    count: int,
    chosen: int,
    width: int,
    height: int,
    travelled: int | None,
) -> None:
    network = None if number is None else NETWORKS[number]
    rows = network_rows(network, PACKETS[:count], chosen, width, height, travelled=travelled)

    assert len(rows) == height
    assert all(cell_len(line) == width for line in text_of(rows).splitlines())


def test_without_networks_and_without_packets_it_says_so() -> None:
    assert NOTHING in text_of(network_rows(None, (), 0, 78, 12))
    assert NO_PACKETS in text_of(network_rows(NETWORKS[0], (), 0, 78, 20))
