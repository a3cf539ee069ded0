"""What `lambdatutor check` proves of a network lab beside what it proves of every lab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.expressions import calls_in
from lambdatutor.course.measures import MEASURES
from lambdatutor.course.networks.packets import packet_views
from lambdatutor.simulator.network.network_view import NetworkView

if TYPE_CHECKING:
    from lambdatutor.course.expressions import Expression
    from lambdatutor.course.format import NetworkLab
    from lambdatutor.course.walking import Where
    from lambdatutor.simulator.world import World


def about_ways(check: Expression) -> bool:
    """Whether a check asks how a packet fares; that needs nobody who calls."""
    return any(MEASURES[call.name].takes == "ends" for call in calls_in(check.tree))


def packets_that_go_wrong(lab: NetworkLab, solved: World, where: Where) -> Complaints:
    """With the solution in place, every packet fares as it must."""
    network = solved.snapshot().network or NetworkView()
    for number, view in enumerate(packet_views(network, lab.packets)):
        if not view.right:
            place = (*where, "packets", number)
            must = "arrive" if view.must == "arrive" else "be dropped"
            end = "one of its ends is not there" if view.path is None else view.path.sentence
            sentence = f"this must {must}, and with the solution it does not"
            yield Complaint(place, sentence, end)
