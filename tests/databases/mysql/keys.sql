-- Who fills a key, names, and how rows lead to each other.
CREATE TABLE documents (
    id char(36) NOT NULL PRIMARY KEY,
    number varchar(20) NOT NULL UNIQUE,
    title varchar(100) NOT NULL CHECK (char_length(title) >= 3)
);
CREATE TRIGGER fill_documents BEFORE INSERT ON documents FOR EACH ROW BEGIN
    SET NEW.id = uuid();
    IF NEW.number IS NULL OR NEW.number = '' THEN SET NEW.number = left(uuid(), 20); END IF;
END;
INSERT INTO documents (title) VALUES ('old');

CREATE TABLE pages (
    document_id char(36) NOT NULL,
    number smallint unsigned NOT NULL,
    body mediumtext,
    PRIMARY KEY (document_id, number),
    FOREIGN KEY (document_id) REFERENCES documents (id)
);
CREATE TABLE marks (page smallint unsigned NOT NULL, document char(36) NOT NULL, text varchar(10),
    FOREIGN KEY (document, page) REFERENCES pages (document_id, number));
CREATE TABLE tags (tag varchar(30) NOT NULL, UNIQUE (tag));
CREATE TABLE `lines` (body text, position int);

CREATE TABLE `Order Lines` (
    `order` int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    `unit price` decimal(5, 2) NOT NULL CHECK (`unit price` BETWEEN 1 AND 99),
    `key` varchar(5) NOT NULL,
    `class` varchar(5) NOT NULL,
    `metadata` text,
    `100%` tinyint NOT NULL,
    `a:b` varchar(8) NOT NULL DEFAULT 'x:y'
);
CREATE TABLE `group` (`desc` int NOT NULL PRIMARY KEY, `select` int NOT NULL, UNIQUE (`select`),
    FOREIGN KEY (`select`) REFERENCES `Order Lines` (`order`));

CREATE TABLE nodes (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    parent_id int,
    left_id int,
    CONSTRAINT child_of FOREIGN KEY (parent_id) REFERENCES nodes (id),
    FOREIGN KEY (left_id) REFERENCES nodes (id)
);
CREATE TABLE odd_names (
    id int PRIMARY KEY,
    a int NOT NULL DEFAULT (1 + 1),
    b varchar(10) NOT NULL DEFAULT 'it''s',
    stamp timestamp NULL DEFAULT NULL,
    starts datetime NOT NULL,
    ends datetime NOT NULL,
    CHECK (ends > starts)
);
