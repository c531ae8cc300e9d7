-- Several schemas, names of all kinds, views, and settings that nobody made.
CREATE SCHEMA crm;
CREATE SCHEMA "Old Data";

CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE crm.users (
    id serial PRIMARY KEY,
    login text NOT NULL UNIQUE,
    tenant text NOT NULL DEFAULT current_setting('app.tenant'),
    account_id integer NOT NULL REFERENCES public.users
);
CREATE TABLE "Old Data".users (id integer PRIMARY KEY, "crm user" integer NOT NULL REFERENCES crm.users);
CREATE TABLE crm.contacts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id integer NOT NULL REFERENCES crm.users,
    owner_id integer NOT NULL REFERENCES public.users,
    key text NOT NULL
);
CREATE TYPE crm.state AS ENUM ('new', 'known');
CREATE DOMAIN crm.grade AS integer CHECK (VALUE BETWEEN 1 AND 6);
ALTER TABLE crm.contacts ADD state crm.state NOT NULL DEFAULT 'new', ADD grade crm.grade NOT NULL;

-- The trigger names tables as if the search path led to them.
CREATE TABLE crm.counters (name text PRIMARY KEY, value integer NOT NULL);
CREATE FUNCTION crm.count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE counters SET value = value + 1 WHERE name = TG_TABLE_NAME;
    RETURN NEW;
END $$;
CREATE TRIGGER count AFTER INSERT ON crm.contacts FOR EACH ROW EXECUTE FUNCTION crm.count();
INSERT INTO crm.counters VALUES ('contacts', 0);

CREATE VIEW crm.known AS SELECT * FROM crm.contacts WHERE state = 'known';
CREATE MATERIALIZED VIEW names AS SELECT name FROM users;
CREATE VIEW everybody AS SELECT name FROM users UNION SELECT login FROM crm.users;

CREATE TABLE "Order Lines" (
    "Id" serial PRIMARY KEY,
    "user" integer NOT NULL REFERENCES users,
    "unit price" numeric(6, 2) NOT NULL CHECK ("unit price" > 0),
    "class" text NOT NULL,
    "metadata" jsonb NOT NULL,
    "größe" text NOT NULL CHECK ("größe" IN ('S', 'M')),
    "2nd" integer NOT NULL,
    "_private" text NOT NULL,
    "%" integer NOT NULL CHECK ("%" BETWEEN 0 AND 100),
    "query" text NOT NULL,
    "registry" text,
    "create" text NOT NULL,
    "Params" text,
    "a.b" text NOT NULL,
    "say ""hi""" text NOT NULL,
    CONSTRAINT "odd: (name)" UNIQUE ("class", "a.b")
);
CREATE TABLE "select" ("from" integer PRIMARY KEY, "where" text NOT NULL UNIQUE, "order" integer NOT NULL REFERENCES "Order Lines");
CREATE TABLE "Users" (id serial PRIMARY KEY, "Name" text NOT NULL, name text NOT NULL);
CREATE TABLE session (id serial PRIMARY KEY, data text, expires_at timestamptz NOT NULL);
CREATE TABLE factory (id serial PRIMARY KEY, faker text NOT NULL, self_id integer REFERENCES factory);
CREATE TABLE nothing ();
COMMENT ON TABLE users IS 'Everybody: "quoted", ''single'' and """triple"""';
COMMENT ON COLUMN users.name IS 'With a \ backslash and a {{ template }}';
