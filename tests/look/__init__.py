"""What pages are made of: tags, fields, stylesheet, components, shared pages."""
