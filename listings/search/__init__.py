"""Search and browsing: an address's query string in, a page of listings and facets out."""
