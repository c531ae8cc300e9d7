"""Names of commerce, places on earth, measures and time: what do their columns hold?"""

from __future__ import annotations

from factorygen.column_rules.name_rows import row
from factorygen.column_rules.name_specs import (
    between,
    constant,
    counted,
    degrees,
    fake,
    filled,
    fraction,
    future,
    money,
    number,
    one_of,
    past,
    time_of_day,
    whole,
)

STAMP = whole(1_600_000_000, 1_700_000_000)
ISO = fake("iso8601", 32, english=26)

COMMERCE = (
    row(
        "price, unit price, list price, sale price, cost, unit cost, fee, amount, total, subtotal, sub total, grand "
        "total, total amount, total price, balance, salary, wage, income, revenue, turnover, budget, deposit, "
        "payment, charge, shipping cost, net, gross, profit, sum, msrp, bonus, rent, fine, worth, credit, debit, "
        "expense",
        money(),
    ),
    row("price cents, amount cents, cents, total cents, price in cents, amount in cents", whole(100, 100_000)),
    row("amount paid, paid amount, amount due, tax amount, discount amount, tax, tip", money()),
    row("quantity, qty, stock, in stock, units, inventory, stock quantity, on hand", number(1, 100, 0)),
    row("discount, discount percent, commission", number(0, 50)),
    row("percent, percentage, pct, progress, completeness", number(0, 100)),
    row(
        "rate, tax rate, vat rate, interest rate, exchange rate, ratio, probability, confidence, likelihood, "
        "similarity, opacity, accuracy, vat, error rate, threshold",
        fraction(0, 1),
        whole(1, 100),
    ),
    row("currency, currency code, iso currency", fake("currency_code", 3)),
    row("code, iso code, iso", fake("currency_code", 3), of="currency"),
    row("name, currency name", fake("currency_name", 50, english=40, nth="Currency {n}"), of="currency"),
    row("symbol, currency symbol", fake("currency_symbol", 6), of="currency"),
    row("sku, article number, product code, part number, item number, stock code", filled("SKU-#####", "SKU-{n:05d}")),
    row(
        "isbn, isbn 13, isbn13",
        fake("isbn13", 17, nth="978{n:010d}"),
        fake("isbn13", 13, nth="978{n:010d}", separator=""),
        fake("isbn10", 10, nth="{n:010d}", separator=""),
    ),
    row("isbn 10", fake("isbn10", 13, nth="{n:010d}"), fake("isbn10", 10, nth="{n:010d}", separator="")),
    row("issn", filled("####-####", "{n:08d}")),
    row(
        "ean, ean 13, gtin, barcode, upc, bar code",
        fake("ean13", 13, nth="{n:013d}"),
        filled("############", "{n:012d}"),
    ),
    row("ean 8", fake("ean8", 8, nth="{n:08d}")),
    row("iban", fake("iban", 34, english=22, nth="DE{n:020d}")),
    row("bban", fake("bban", 30, english=18, nth="{n:018d}")),
    row("account number, bank account, account no", filled("##########", "{n:010d}"), whole(10_000_000, 99_999_999)),
    row("routing number, bank code, sort code", filled("########", "{n:08d}")),
    row("bic, swift, swift code, swift bic, bic code", fake("swift", 11), fake("swift", 8, length=8)),
    row(
        "credit card number, card number, cc number, credit card, creditcard",
        fake("credit_card_number", 19, nth="4{n:015d}"),
        fake("credit_card_number", 16, nth="4{n:015d}", card_type="mastercard"),
    ),
    row("last 4, last four, card last 4, last digits", filled("####")),
    row("card brand, card type, credit card provider, card provider", one_of("Visa", "Mastercard")),
    row("card expiry, credit card expire, expiry mm yy", fake("credit_card_expire", 5)),
    row("cvv, cvc, cvc code, cvv code", filled("###")),
    row(
        "license plate, number plate, plate number, registration plate, plate",
        fake("license_plate", 18, nth="AB {n:05d}"),
    ),
    row("vin, chassis number", fake("vin", 17, nth="{n:017d}")),
    row("order number, order no, purchase order, po number", filled("ORD-######", "ORD-{n:06d}"), whole(1000, 999_999)),
    row("invoice number, invoice no, receipt number", filled("INV-######", "INV-{n:06d}"), whole(1000, 999_999)),
    row("tracking number, tracking code, shipment number", filled("1Z##########", "1Z{n:010d}")),
    row(
        "customer number, contract number, policy number, case number, ticket number, reference number, document "
        "number, employee number, student number, member number, application number, batch number, lot number, number",
        filled("######", "{n:06d}"),
        whole(1000, 999_999),
    ),
    row("serial number, serial, serial no", filled("SN########", "SN{n:08d}")),
    row("coupon, coupon code, promo code, voucher, voucher code, discount code", filled("SAVE##", "SAVE{n}")),
    row("flight number, flight no", filled("LH###", "LH{n}")),
    row("rating, stars, review score", number(1, 5, 1)),
    row("score, points, grade, mark, karma", number(0, 100)),
    row("product, item, product name, item name", counted("Product {n}"), fake("word", 24, english=16)),
)

MEASURES = (
    row("latitude, lat", degrees("latitude", 90)),
    row("longitude, lon, lng, long", degrees("longitude", 180)),
    row("altitude, elevation", number(0, 4000)),
    row("heading, bearing, angle, rotation, azimuth", number(0, 359)),
    row("width, height, length, depth, size, w, h", number(1, 1000)),
    row("weight, mass, net weight, gross weight", number(1, 100)),
    row("radius, diameter, distance, thickness, perimeter", number(1, 100)),
    row("area, volume, surface, capacity", number(1, 1000)),
    row("speed, velocity", number(1, 200)),
    row("temperature, temp", number(0, 40, 1)),
    row("humidity, battery level, battery", number(0, 100, 0)),
    row(
        "count, counter, total count, num, hits, views, likes, clicks, downloads, visits, votes, upvotes, replies, "
        "impressions, followers, participants, attendees, attempts, retries, retry count, usage, tries, occurrences",
        number(0, 100, 0),
    ),
    row(
        "position, rank, ordering, sort order, display order, sequence, sequence number, ordinal, index, idx, sort, "
        "order, rowid, row number, step, offset, seq",
        whole(0, 100),
    ),
    row("priority, level, severity, importance, difficulty", whole(1, 5)),
    row("limit, max, maximum, quota", whole(100, 1000)),
    row("min, minimum", whole(1, 10)),
    row("bedrooms, bathrooms, rooms, floors, seats, beds, guests, adults, children", whole(1, 5)),
    row("pages, page count, num pages, number of pages, page number, page", whole(1, 500)),
    row("unit, unit of measure, uom", one_of("kg", "m")),
)

TIME = (
    row("at, on", past()),
    row(
        "created, created at, created on, created date, date created, creation date, creation time, date added, added "
        "at, added on, joined at, date joined, joined, registered at, registration date, inserted at, recorded at, "
        "occurred at, received at, sent at, submitted at, ordered at, order date, purchase date, purchased at, paid "
        "at, hire date, hired at, signup date, posted at, issued at, issue date, invoice date, transaction date, "
        "visited at, at, on",
        past(),
        STAMP,
        ISO,
        time_of_day(),
    ),
    row(
        "updated, updated at, updated on, date updated, last updated, last update, modified, modified at, modified "
        "on, last modified, date modified, changed at, date changed, modification date, update time, create time, "
        "edited at",
        past(),
        STAMP,
        ISO,
    ),
    row(
        "last login, last login at, last seen, last seen at, last active, last access, last activity, last used, last "
        "sync, last check, last run, last visit, logged in at, verified at, confirmed at, accepted at",
        past(),
        STAMP,
        ISO,
    ),
    row(
        "due, due at, due on, due date, deadline, expires, expires at, expires on, expiry, expiry date, expiration, "
        "expiration date, expiration time, expire date, valid until, valid to, best before, next run, next run at, "
        "renewal date, renews at, next billing date, eta, delivery date, reminder at, remind at, event date, "
        "appointment date, checkout date",
        future(),
        whole(1_900_000_000, 2_000_000_000),
        ISO,
    ),
    row(
        "start, start at, start on, start date, starts, starts at, starts on, started at, start datetime, date start, "
        "begin, begin date, begins at, from date, date from, valid from, effective date, effective from, period "
        "start, active from, check in, since, date started, begin time, start time",
        between("-2y", "-1y"),
        whole(1_600_000_000, 1_650_000_000),
        time_of_day(),
    ),
    row(
        "end, end at, end on, end date, ends, ends at, ends on, ended at, end datetime, date end, finish date, to "
        "date, date to, valid thru, effective to, effective until, period end, active until, check out, until, stop, "
        "stop date, end time, finished at, completed at, closed at",
        between("-1y"),
        whole(1_650_000_001, 1_700_000_000),
        time_of_day(),
    ),
    row(
        "publication date, published at, published on, release date, released at, released on, publish date, pub "
        "date, published, launch date, founded on, founded date",
        between("-2y", "-1y"),
        STAMP,
        ISO,
    ),
    row("timestamp, ts, time stamp, event time, datetime, date time", past(), STAMP, ISO),
    row("date, day date", past(), fake("date", 13, english=10), STAMP),
    row(
        "time, time of day, opening time, closing time, opens at, closes at, departure time, arrival time",
        time_of_day(),
        past(),
        fake("time", 8),
        whole(0, 86399),
    ),
    row(
        "year, release year, publication year, published year, founded, year founded, year built, model year, fiscal "
        "year, vintage",
        whole(2000, 2030),
        fake("year", 4),
    ),
    row("month, birth month, exp month", whole(1, 12), fake("month", 2)),
    row("exp year, expiry year, expiration year", whole(2030, 2040), constant("2035")),
    row("month name", fake("month_name", 16, english=9)),
    row("day, day of month, birth day", whole(1, 28), past(), fake("day_of_month", 2)),
    row("weekday, day of week, week day, dow", whole(0, 6), fake("day_of_week", 16, english=9)),
    row("week, week number, calendar week", whole(1, 52)),
    row("quarter", whole(1, 4)),
    row("hour", whole(0, 23)),
    row("minute, second", whole(0, 59)),
    row(
        "duration, runtime, run time, playtime, duration seconds, seconds, timeout, interval, delay, time spent, lead "
        "time, uptime, wait time",
        number(1, 3600),
    ),
    row("minutes, duration minutes, prep time, cook time", number(1, 120, 0)),
    row("hours, duration hours, hours worked", number(1, 24)),
    row("days, duration days, retention days", number(1, 30, 0)),
    row("weeks, months, term", number(1, 12, 0)),
    row("years, years of experience, experience", number(1, 20, 0)),
    row("milliseconds, ms, duration ms, duration milliseconds, microseconds, nanoseconds", number(1, 10_000)),
    row("timezone, time zone, tz, time zone name, tzname", fake("timezone", 45, english=32), constant("UTC")),
    row("name", fake("timezone", 45, english=32), of="timezone zone"),
    row("utc offset, gmt offset, timezone offset, tz offset", whole(-11, 12)),
    row("cron, cron expression, crontab", constant("0 0 * * *")),
)

LANGUAGES = (
    row(
        "language, lang, mother tongue, spoken language, locale language",
        fake("language_name", 22, english=20, nth="Language {n}"),
        fake("language_code", 3),
    ),
    row("name", fake("language_name", 22, english=20, nth="Language {n}"), of="language"),
    row("code, iso code", fake("language_code", 3), of="language locale"),
    row("language code, lang iso", fake("language_code", 3)),
)

ROWS = COMMERCE + MEASURES + TIME + LANGUAGES
