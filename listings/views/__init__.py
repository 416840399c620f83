"""The seller's forms and verbs, one module a subject."""
