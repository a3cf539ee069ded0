"""SnapStart: published versions whose environments start from a snapshot."""
