"""Factors of the production environment: one module per chapter of Инструкция № 35."""
