"""Memory: translations that were made before."""
