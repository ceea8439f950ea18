from django import template

from people.browsers import name_browser

register = template.Library()
register.filter(name_browser)
