"""The order of the verbs, and how often: one document, a batch, the command line.

In: files and settings. Out: the folder that docs/data-flow.md describes.
Nothing is imported here, so that `lakwerk search` and `--help` start at once.
"""
