"""Glue: settings, urls, wsgi. Knows every room, holds no rule."""
