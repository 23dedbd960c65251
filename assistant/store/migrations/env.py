"""Run by Alembic: uses the connection that `migrate` hands over, inside its transaction."""

from alembic import context

from assistant.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
