"""Files of FHIR R4: opened as they are read, resource by resource; and held to the shapes of the specification."""
