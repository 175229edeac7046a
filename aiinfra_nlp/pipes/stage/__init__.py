"""How far a deal has come, and who vouches for it."""
