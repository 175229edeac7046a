"""Who is named, and under which canonical name."""
