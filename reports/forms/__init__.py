"""Printed documents: one module a form, its words as dated data, a frozen context for each."""
