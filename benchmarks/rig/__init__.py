"""What benchmarks share: clocks, projects to measure on, the tables and plots that they leave in docs/."""
