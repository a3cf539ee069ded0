"""AWS's own vocabulary: operations, errors, quotas and prices, and how they are written."""
