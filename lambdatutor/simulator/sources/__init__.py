"""What calls functions on its own: services that push events, and front doors for HTTP."""
