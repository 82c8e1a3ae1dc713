"""Files of a network: finding them by include, and reading YAML and JSON into trees that remember lines."""
