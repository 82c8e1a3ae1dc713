"""Templates of printed documents, in typst. Each takes its data as JSON in `sys.inputs.data`."""
