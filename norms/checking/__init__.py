"""Recomputing a class from its trace alone. Nothing here imports a classifier."""
