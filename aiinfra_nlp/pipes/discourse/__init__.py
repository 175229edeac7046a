"""What other sentences say of a deal."""
