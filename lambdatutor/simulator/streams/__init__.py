"""Streams of Kinesis and of DynamoDB tables, and the pollers that read them shard by shard."""
