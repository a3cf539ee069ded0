"""CodeDeploy: an alias moves from one version to another, a share at a time (VER-013)."""
