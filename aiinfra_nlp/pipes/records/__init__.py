"""Groups of events -> records."""
