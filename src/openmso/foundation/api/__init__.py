"""What every room's API stands on: problems, shapes of records, versions, pages, answers given once, who is asking.

A room's `api` builds its routes with `routes` and `records`; `web.api` puts the rooms together under `/api/v1`.
"""
