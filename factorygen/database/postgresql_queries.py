"""What PostgreSQL's system tables are asked; each takes the names of the schemas."""

from __future__ import annotations

TABLES = """
    SELECT c.oid, n.nspname, c.relname,
           c.relispartition OR EXISTS (
               SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e'
           ) AS left_out,
           has_schema_privilege(n.oid, 'USAGE') AND (
               has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')) AS readable
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname IN :schemas
"""
BOUNDS = """
    SELECT n.nspname, r.relname, pg_get_partition_constraintdef(t.relid) AS bound
    FROM pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace, pg_partition_tree(r.oid) t
    WHERE (r.relkind = 'p' OR r.relispartition) AND t.isleaf AND n.nspname IN :schemas
    ORDER BY t.relid
"""
FOREIGN_KEYS = """
    SELECT c.relname, k.conname, f.relname AS other, n.nspname AS other_schema,
           k.confupdtype, k.confdeltype, k.confmatchtype, k.condeferrable, k.condeferred,
           (SELECT array_agg(a.attname::text ORDER BY u.position)
            FROM unnest(k.conkey) WITH ORDINALITY u(number, position)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number) AS here,
           (SELECT array_agg(a.attname::text ORDER BY u.position)
            FROM unnest(k.confkey) WITH ORDINALITY u(number, position)
            JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number) AS there
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
    JOIN pg_namespace n ON n.oid = f.relnamespace
    WHERE k.contype = 'f' AND c.relnamespace = ANY(SELECT oid FROM pg_namespace WHERE nspname IN :schemas)
    ORDER BY c.relname, k.conname
"""
COPIED_KEYS = """
    SELECT n.nspname, c.relname, k.conname
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND k.conparentid <> 0 AND n.nspname IN :schemas
"""
PARTITION_KEYS = """
    SELECT n.nspname, r.relname, f.relnamespace::regnamespace::text AS other_schema, f.relname AS other,
           (SELECT array_agg(a.attname::text ORDER BY u.position)
            FROM unnest(k.conkey) WITH ORDINALITY u(number, position)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number) AS here,
           (SELECT array_agg(a.attname::text ORDER BY u.position)
            FROM unnest(k.confkey) WITH ORDINALITY u(number, position)
            JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number) AS there
    FROM pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace,
         pg_partition_tree(r.oid) t, pg_constraint k, pg_class f
    WHERE r.relkind = 'p' AND NOT r.relispartition AND t.isleaf AND n.nspname IN :schemas
      AND k.conrelid = t.relid AND k.contype = 'f' AND k.conparentid = 0 AND f.oid = k.confrelid
    ORDER BY t.relid, k.conname
"""
EXCLUSIONS = """
    SELECT n.nspname, c.relname, k.conname, am.amname, pg_get_expr(i.indpred, i.indrelid) AS condition,
           (SELECT array_agg(pg_get_indexdef(k.conindid, position::int, true) ORDER BY position)
            FROM generate_series(1, array_length(k.conexclop, 1)) position) AS elements,
           (SELECT array_agg(o.oprname::text ORDER BY position)
            FROM unnest(k.conexclop) WITH ORDINALITY AS u(oid, position)
            JOIN pg_operator o ON o.oid = u.oid) AS operators
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_index i ON i.indexrelid = k.conindid
    JOIN pg_class x ON x.oid = k.conindid JOIN pg_am am ON am.oid = x.relam
    WHERE k.contype = 'x' AND n.nspname IN :schemas
    ORDER BY k.conname
"""
TRIGGERS = """
    SELECT n.nspname, c.relname, p.prosrc
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND n.nspname IN :schemas
      AND t.tgtype & 7 = 7  -- for each row, before, insert
"""
UNREACHED = """
    SELECT DISTINCT s.nspname, p.prosrc
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace s ON s.oid = p.pronamespace
    WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgtype & 4 = 4 AND n.nspname IN :schemas
      AND NOT s.nspname = ANY(current_schemas(true))
      AND NOT EXISTS (SELECT FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%')
    ORDER BY s.nspname
"""
NAMES = """
    SELECT n.nspname, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN :schemas AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    UNION SELECT n.nspname, p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN :schemas
"""
DOMAINS = """
    SELECT n.nspname, c.relname, a.attname, array_agg(pg_get_constraintdef(k.oid) ORDER BY k.conname) AS checks
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_constraint k ON k.contypid = a.atttypid AND k.contype = 'c'
    WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname IN :schemas
    GROUP BY 1, 2, 3 HAVING count(*) > 1
"""
DEFAULTS = """
    SELECT n.nspname, c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid) AS expression
    FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attgenerated = '' AND n.nspname IN :schemas
"""
