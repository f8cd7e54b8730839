"""How Alembic runs the revisions: on the connection that it is given, inside the transaction that is open there."""

from alembic import context

from corpus.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
