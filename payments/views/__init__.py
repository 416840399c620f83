"""Money's forms and verbs, one module a subject."""
