-- Triggers that SQLite runs, and rows that are there.
CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE, slug TEXT);
CREATE TRIGGER fill AFTER INSERT ON books BEGIN
    UPDATE books SET slug = lower(NEW.title) WHERE id = NEW.id;
END;
CREATE VIRTUAL TABLE books_text USING fts5 (title, content = 'books', content_rowid = 'id');
CREATE TRIGGER index_it AFTER INSERT ON books BEGIN
    INSERT INTO books_text (rowid, title) VALUES (NEW.id, NEW.title);
END;
INSERT INTO books (title) VALUES ('Old');
