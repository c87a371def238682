"""A manager's team: who has not finished, by when, and a message to them.

Every screen and download starts from ``team_of(user, on=day)``: the people who reported to the reader on the day asked.
"""
