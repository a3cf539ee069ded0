"""The parts of the simulator that have events of their own, each with what it tells of them."""

from __future__ import annotations

from lambdatutor.simulator import lifetime_told, permissions_told
from lambdatutor.simulator.alarms import told as alarms
from lambdatutor.simulator.asynchronous import told as asynchronous
from lambdatutor.simulator.autoscaling import told as autoscaling
from lambdatutor.simulator.callers import told as callers
from lambdatutor.simulator.dependencies import told as dependencies
from lambdatutor.simulator.deployments import told as deployments
from lambdatutor.simulator.network import told as network
from lambdatutor.simulator.polling import told as polling
from lambdatutor.simulator.queues import told as queues
from lambdatutor.simulator.snapstart import told as snapstart
from lambdatutor.simulator.sources import told as sources
from lambdatutor.simulator.streams import told as streams

PARTS = (
    asynchronous,
    queues,
    polling,
    streams,
    lifetime_told,
    permissions_told,
    snapstart,
    autoscaling,
    callers,
    dependencies,
    sources,
    alarms,
    deployments,
    network,
)
"""Modules with `KINDS` and `SENTENCES`, both by the kind of event."""
