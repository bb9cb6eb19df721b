"""The life of a document: states, transitions, signatures, versions, numbers, files, imports."""
