"""Checking the links that publishable things hold: fetched safely, politely, with a history.

``addresses.py`` says where nobody goes, ``fetching.py`` looks at one link, ``polite.py`` at many,
``checking.py`` keeps what was found; rooms above register their links in ``registry.py``.
"""
