"""What is told about a project: numbers that are true, in several shapes."""
