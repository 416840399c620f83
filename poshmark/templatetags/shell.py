"""What the base page asks of the shell."""

from django import template

from poshmark.pages.stylesheet import stylesheet_url

register = template.Library()
register.simple_tag(stylesheet_url)
