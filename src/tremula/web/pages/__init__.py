"""The pages, one noun a file, each with `routes(house) -> list[Door]`; they decide no rule of the practice.

`entry.py` also has `entry_page(request) -> Response` (status 401, or 200 at `/`): what a visitor sees who
has no login yet, or whose vault is locked. Its script spends `#launch=…`, or the passphrase, at
POST /api/entry and then loads the same address again.
"""
