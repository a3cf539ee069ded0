"""Roles, users and the policies of an account, as plain data; nothing here judges them."""
