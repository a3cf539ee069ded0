"""Amazon SQS: queues and the messages in them."""
