"""The law: dated norms with citations and pure functions that explain their answers.

Nothing here knows Django, reads the clock or touches a network. Every function takes plain
values and the day whose edition of the law applies, and returns a result that carries its trace.
"""
