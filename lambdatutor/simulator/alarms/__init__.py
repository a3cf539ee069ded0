"""CloudWatch alarms: what they watch, when they change, and whom they tell (MET-027)."""
