"""The team folder on disk: keys, header, lock, refusals, and the opening of the encrypted file.

Nothing here knows a table. `TeamFolder` is the way in; `TeamFolder.connect` gives the store's
engine its connections.
"""
