"""Care over HTTP: charts as FHIR R4."""
