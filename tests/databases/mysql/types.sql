-- MySQL's own types, keys, defaults and engines.
SET sql_mode = '';

CREATE TABLE makers (
    id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(40) NOT NULL,
    founded year NOT NULL,
    UNIQUE KEY name_prefix (name(4))
) ENGINE=InnoDB;
INSERT INTO makers (name, founded) VALUES ('old', 1950);

CREATE TABLE widgets (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    maker_id int unsigned NOT NULL,
    colours set('red', 'green', 'it''s blue') NOT NULL,
    sizes set('s', 'm') DEFAULT '',
    state enum('', 'new', 'used', 'a:b', '50%') NOT NULL,
    grade enum('1', '2') DEFAULT NULL,
    tiny tinyint unsigned NOT NULL,
    small smallint unsigned NOT NULL,
    medium mediumint unsigned NOT NULL,
    whole int unsigned NOT NULL,
    large bigint unsigned NOT NULL,
    signed tinyint NOT NULL UNIQUE,
    ratio float unsigned NOT NULL,
    price decimal(6, 2) unsigned NOT NULL,
    padded int(5) unsigned zerofill NOT NULL,
    active tinyint(1) NOT NULL DEFAULT 1,
    bought date NOT NULL DEFAULT '0000-00-00',
    sold datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
    touched timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    checked datetime(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6),
    took time NOT NULL,
    flag bit(1) NOT NULL,
    mask bit(8) NOT NULL DEFAULT b'101',
    digest binary(16) NOT NULL UNIQUE,
    raw varbinary(8) NOT NULL,
    picture tinyblob NOT NULL,
    summary tinytext NOT NULL,
    document json NOT NULL,
    settings longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin CHECK (json_valid(settings)),
    net decimal(8, 2) GENERATED ALWAYS AS (price / 1.2) STORED,
    label varchar(60) AS (concat(tiny, ' ', small)) VIRTUAL,
    token uuid NOT NULL DEFAULT uuid(),
    external uuid NOT NULL UNIQUE,
    address inet6 NOT NULL,
    code char(3) CHARACTER SET latin1 NOT NULL UNIQUE,
    CONSTRAINT cheap CHECK (price < 500),
    CHECK (state <> 'used' OR grade IS NOT NULL),
    CONSTRAINT made_by FOREIGN KEY (maker_id) REFERENCES makers (id)
) ENGINE=InnoDB;

CREATE TABLE places (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    spot point NOT NULL,
    outline polygon NOT NULL,
    route linestring,
    anything geometry NOT NULL,
    several multipoint,
    SPATIAL INDEX (spot)
) ENGINE=InnoDB;

CREATE TABLE hits (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, page varchar(20) NOT NULL, FULLTEXT (page)) ENGINE=MyISAM;
INSERT INTO hits (page) VALUES ('old');
CREATE TABLE visits (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, page varchar(20) NOT NULL) ENGINE=InnoDB;
CREATE TRIGGER count_hits AFTER INSERT ON visits FOR EACH ROW INSERT INTO hits (page) VALUES (NEW.page);
CREATE TABLE cache (name varchar(20) NOT NULL PRIMARY KEY) ENGINE=MEMORY;
CREATE VIEW names AS SELECT name FROM makers;
