"""Application Auto Scaling of provisioned concurrency: by the clock, or by how much is used."""
