"""Names around the net, files, hashes and tokens: what do their columns hold?"""

from __future__ import annotations

from factorygen.column_rules.name_rows import row
from factorygen.column_rules.name_specs import (
    Nth,
    constant,
    counted,
    digest,
    fake,
    faker,
    filled,
    fraction,
    number,
    one_of,
    raw,
    repeated,
    whole,
)
from factorygen.column_rules.texts import random_bytes

EMAIL = "{model}{n}@example.com"
IPV4 = Nth("10.{n // 65536 % 256}.{n // 256 % 256}.{n % 256}", reach=256**3, width=12)
IPV6 = Nth("2001:db8::{n // 65536 % 65536:x}:{n % 65536:x}", reach=65536**2, width=19)
MAC = Nth("02:00:00:{n // 65536 % 256:02x}:{n // 256 % 256:02x}:{n % 256:02x}", reach=256**3, width=17)
URL = fake("url", 65, english=45, nth="https://example.com/{n}")
UUID = fake("uuid4", 36, nth="00000000-0000-4000-8000-{n:012d}")
ANY_HASH = (digest("sha256", 64), digest("sha1", 40), digest("md5", 32))

CONTACT = (
    row(
        "email, e mail, mail, email address, mail address, e mail address, email addr, reply to",
        fake("email", 50, english=38, nth=EMAIL),
        filled("user####@example.com", EMAIL),
        filled("user##@a.org", "u{n}@a.org"),
    ),
    row("name, value", fake("email", 50, english=38, nth=EMAIL), of="email mail"),
    row(
        "phone, phone number, telephone, telephone number, tel, mobile, mobile number, mobile phone, cell, cell "
        "phone, cellphone, fax, fax number, whatsapp, sms number, landline, phone no, msisdn",
        fake("phone_number", 25, english=22, nth="+1555{n:07d}"),
        filled("+1-555-###-####", "+1555{n:07d}"),
        filled("555-###-####", "+1555{n:07d}"),
        whole(2_000_000_000, 9_999_999_999),
    ),
    row(
        "username, user name, login, login name, handle, screen name, account name, nick name, user login",
        fake("user_name", 40, english=26, nth="{model}{n}"),
        fake("first_name", 20, english=15, nth="{model}{n}"),
    ),
)

NET = (
    row("url, uri, link, href, website, web site, homepage, home page, webpage, endpoint, web url, site url", URL),
    row("callback, callback url, redirect uri, redirect url, webhook, webhook url, web address", URL),
    row(
        "image url, avatar url, photo url, picture url, thumbnail url, logo url, icon url, cover url, banner url, "
        "image uri, avatar uri, poster url, img url, profile image url",
        fake("image_url", 40, nth="https://example.com/{n}.png"),
    ),
    row("avatar, photo, picture, image, thumbnail, logo, icon", fake("file_name", 34, english=25, extension="png")),
    row("domain, domain name, fqdn, dns name", fake("domain_name", 50, english=30, nth="example{n}.com")),
    row("subdomain, sub domain", fake("domain_word", 45, english=25, nth="{model}{n}")),
    row("tld, top level domain", fake("tld", 10, english=6)),
    row("host, hostname, host name, server name, machine name", fake("hostname", 60, english=41, nth="host{n}")),
    row("name", fake("hostname", 60, english=41, nth="host{n}"), of="host server node machine"),
    row("name", fake("domain_name", 50, english=30, nth="example{n}.com"), of="domain"),
    row(
        "ip, ip address, ip addr, ipv4, ipv4 address, client ip, remote ip, remote addr, remote address, ip v4, peer "
        "address, source ip, last ip, gateway",
        fake("ipv4", 15, nth=IPV4),
    ),
    row("ipv6, ipv6 address, ip v6", fake("ipv6", 39, nth=IPV6)),
    row("cidr, subnet, ip range, network range", fake("ipv4", 18, nth="", network=True)),
    row("netmask, subnet mask", constant("255.255.255.0")),
    row("mac, mac address, mac addr, hardware address", fake("mac_address", 17, nth=MAC)),
    row("port, port number", whole(1024, 65535), filled("80##", "{n}")),
    row("protocol, scheme", one_of("http", "https")),
    row("user agent, useragent, browser", fake("user_agent", 200, nth="Browser/{n}"), constant("Mozilla/5.0")),
    row("referer, referrer, origin url, source url, canonical url", URL),
    row("http method, request method, verb", one_of("GET", "POST")),
    row("status code, http status, http status code, response code, http code", constant(200), constant("200")),
    row("slug, permalink, url slug, url key", fake("slug", 20, nth="{slug}-{n}"), fake("word", 24, english=16)),
    row("url path, uri path, route, pathname", fake("uri_path", 36, nth="path/{n}")),
    row("locale, locale code, lang code", fake("locale", 6), fake("language_code", 3)),
    row("mime type, mimetype, content type, media type", fake("mime_type", 30, nth="application/x-{n}")),
    row("charset, encoding, character set", constant("utf-8")),
    row("ttl, time to live, max age", whole(60, 86400)),
    row("latency, response time, elapsed", number(1, 1000)),
    row("platform, operating system, os", one_of("linux", "macos")),
)

FILES = (
    row(
        "filename, file name, original filename, file, attachment, document name, basename, base name, attachment name",
        fake("file_name", 34, english=25, nth="file{n}.txt"),
    ),
    row("name, title", fake("file_name", 34, english=25, nth="file{n}.txt"), of="file attachment upload"),
    row(
        "path, file path, filepath, full path, storage path, object path, location path, pathname, relative path",
        fake("file_path", 56, english=38, nth="/path/{n}.txt"),
        fake("file_name", 34, english=25, nth="file{n}.txt"),
    ),
    row("directory, folder, dir, dirname", counted("/srv/{n}")),
    row("extension, file extension, ext, suffix", fake("file_extension", 7, nth="x{n}")),
    row("bucket, bucket name", counted("bucket-{n}")),
    row("file size, filesize, size bytes, size in bytes, content length, num bytes, bytes", whole(1000, 10_000_000)),
    row("line, line number, lineno, lines, num lines, column number", whole(1, 1000)),
    row(
        "version, version number, app version, software version, schema version, api version",
        filled("1.#.#", "1.{n}.0"),
        whole(1, 10),
        fraction(1, 9, 1),
    ),
    row("num, number", filled("1.#.#", "1.{n}.0"), of="version"),
    row("revision, build number, build", whole(1, 1000), filled("r####", "r{n}")),
    row("commit, commit hash, commit sha, git sha, git commit, sha, oid", digest("sha1", 40)),
)

HASHES = (
    row("md5, md5 hash, md5 sum, md5sum, md5 digest, md5 checksum", digest("md5", 32)),
    row("sha1, sha1 hash, sha1 sum, sha1 digest, sha1 checksum", digest("sha1", 40)),
    row("sha256, sha256 hash, sha256 sum, sha256 digest, sha256 checksum, sha 2", digest("sha256", 64)),
    row("sha384, sha384 digest", repeated("hexify", "^", 96, "{n:096x}")),
    row("sha512, sha512 hash, sha512 sum, sha512 digest, sha512 checksum", repeated("hexify", "^", 128, "{n:0128x}")),
    row("crc32, crc", filled("^^^^^^^^", "{n:08x}", provider="hexify"), whole(0, 2_147_483_647)),
    row("hash, digest, checksum, fingerprint, etag, e tag, hash value, signature, thumbprint", *ANY_HASH),
    row(
        "password hash, password digest, hashed password, encrypted password, pw hash, passwd hash, crypted password",
        *ANY_HASH,
    ),
    row(
        "salt, password salt, nonce",
        digest("md5", 32),
        filled("^" * 16, provider="hexify"),
        raw(random_bytes(16), 16),
    ),
    row("password, passwd, pwd, passphrase", fake("password", 12), raw(faker("sha256", raw_output=True), 32)),
    row("pin, pin code, otp, verification code, security code, confirmation code", filled("######", "{n:06d}")),
    row("pin, pin code", filled("####")),
    row("uuid, guid, unique id, unique identifier, correlation id, request id, trace id, session id", UUID),
    row(
        "token, access token, refresh token, auth token, session token, reset token, csrf token, session key",
        fake("sha256", 64, nth="token-{n}"),
        fake("sha1", 40, nth="token-{n}"),
        fake("md5", 32, nth="token-{n}"),
        fake("password", 12, nth="token-{n}", special_chars=False),
        raw(faker("sha256", raw_output=True), 32),
    ),
    row(
        "secret, client secret, api secret, secret key, api key, access key, private key, public key, license key, "
        "key hash",
        fake("sha256", 64, nth="key-{n}"),
        fake("sha1", 40, nth="key-{n}"),
        fake("md5", 32, nth="key-{n}"),
        fake("password", 12, nth="key-{n}", special_chars=False),
        raw(faker("sha256", raw_output=True), 32),
    ),
)

ROWS = CONTACT + NET + FILES + HASHES
