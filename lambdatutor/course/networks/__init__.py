"""The network lab: packets, what a control acts on, and how check proves it."""
