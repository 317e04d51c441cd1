-- The four roles and the database. Run by ./dev and by the postgres service of docker-compose.yml, as superuser; safe to run again.
\getenv owner_password AFTERSCHOOL_OWNER_PASSWORD
\getenv app_password AFTERSCHOOL_APP_PASSWORD
\getenv report_password AFTERSCHOOL_REPORT_PASSWORD
\getenv backup_password AFTERSCHOOL_BACKUP_PASSWORD

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['afterschool_owner', 'afterschool_app', 'afterschool_report', 'afterschool_backup']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

-- Owns the tables and migrates them; makes the test databases.
ALTER ROLE afterschool_owner NOSUPERUSER NOBYPASSRLS CREATEDB PASSWORD :'owner_password';
-- Web, worker, beat: row-level security always applies.
ALTER ROLE afterschool_app NOSUPERUSER NOBYPASSRLS NOCREATEDB PASSWORD :'app_password';
ALTER ROLE afterschool_app SET client_connection_check_interval = '5s';  -- locks of a killed worker do not outlive it
-- Reports over many bureaus: read-only, by policies of its own.
ALTER ROLE afterschool_report NOSUPERUSER NOBYPASSRLS NOCREATEDB PASSWORD :'report_password';
ALTER ROLE afterschool_report SET default_transaction_read_only = on;
-- pg_dump needs every row and may write none.
ALTER ROLE afterschool_backup NOSUPERUSER BYPASSRLS NOCREATEDB PASSWORD :'backup_password';
ALTER ROLE afterschool_backup SET default_transaction_read_only = on;
GRANT pg_read_all_data TO afterschool_backup;

SELECT 'CREATE DATABASE afterschool OWNER afterschool_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'afterschool') \gexec
REVOKE ALL ON DATABASE afterschool FROM PUBLIC;
GRANT CONNECT ON DATABASE afterschool TO afterschool_app, afterschool_report, afterschool_backup;
