"""From an act to the line that tells of it, and to the mail a member wanted of it."""
