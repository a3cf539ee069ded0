"""VPCs: subnets, routes, gateways, endpoints, security groups, and how far a packet comes."""
