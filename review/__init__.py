"""The ways in to what a run made: an HTTP API and a public Dutch search site.

In: the store and the public files of DIR. Out: JSON and pages. Nothing of DIR/confidential or DIR/quarantine is read.
Nothing is imported here, so that `lakwerk --help` starts at once.
"""
