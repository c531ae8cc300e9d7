"""Names of people, places and organisations: what do their columns hold?"""

from __future__ import annotations

from factorygen.column_rules.name_rows import Asked, row
from factorygen.column_rules.name_specs import Nth, between, counted, fake, filled, moment, number, one_of, prose, whole
from factorygen.words import singular, words

PEOPLE = """
    user person people customer client employee author contact member student teacher patient doctor physician nurse
    owner manager staff guest visitor passenger player actor artist singer musician director speaker attendee
    participant candidate applicant subscriber buyer seller donor volunteer worker citizen resident tenant landlord
    lawyer agent driver pilot coach instructor professor scientist researcher writer editor reviewer admin
    administrator moderator recipient sender friend child parent father mother sibling spouse husband wife profile
    tutor lead prospect cardholder beneficiary signer assignee reporter
"""
EMPLOYEES = "employee staff worker contact colleague manager candidate applicant position"
COMPANIES = """
    company organization organisation business firm corporation employer supplier vendor manufacturer publisher brand
    agency bank merchant partner insurer carrier shipper distributor wholesaler retailer studio airline sponsor
    shop store enterprise contractor
"""
ADDRESS_WORDS = frozenset({"city", "street", "zip", "zipcode", "postcode", "postal", "country", "address"})

SOCIAL_SECURITY = Nth("9{n // 1000000:02d}-{n // 10000 % 100:02d}-{n % 10000:04d}", reach=10**8, width=11)

LAST_NAME = fake("last_name", 42, english=15, nth="Company {n}")
COMPANY = fake("company", 85, english=45, nth="Company {n}")


def _in_address(asked: Asked) -> bool:
    """Whether a state is that of an address, and no status."""
    beside = {singular(word) for column in asked.model.columns for word in words(column.key)}
    return asked.column.type.length == 2 or not ADDRESS_WORDS.isdisjoint(beside)


PERSON = (
    row("name, full name, display name, real name", fake("name", 60, english=36, nth="{Model} {n}"), of=PEOPLE),
    row(
        "full name, person name, contact person, cardholder, card holder, holder name, account holder",
        fake("name", 60, english=36, nth="{Model} {n}"),
    ),
    row("signatory, recipient, assignee, author, artist, instructor", fake("name", 60, english=36, nth="Person {n}")),
    row("first name, given name, forename, middle name, fname", fake("first_name", 20, english=15)),
    row("last name, surname, family name, maiden name, second name, lname", fake("last_name", 42, english=15)),
    row("nickname, nick, alias", fake("first_name", 20, english=15, nth="{model}{n}")),
    row("initials", fake("lexify", 2, text="??", letters="ABCDEFGHIJKLMNOPRSTUVW")),
    row("salutation, honorific, name prefix", fake("prefix", 16, english=6)),
    row("name suffix", fake("suffix", 16, english=6)),
    row("title", fake("job", 140, english=64, nth="{Model} {n}"), of=EMPLOYEES),
    row("title", fake("prefix", 16, english=6), of=PEOPLE),
    row(
        "job, job title, occupation, profession, job role, designation",
        fake("job", 140, english=64, nth="Job {n}"),
        fake("word", 24, english=16, nth="job{n}"),
    ),
    row("gender, sex", one_of("female", "male"), one_of("f", "m")),
    row("nationality, citizenship", fake("country", 56, nth="Country {n}"), fake("country_code", 2)),
    row(
        "birth date, birthdate, date of birth, dob, birthday, born on, born",
        moment(date="date_of_birth", minimum_age=18, maximum_age=80),
        moment(datetime="date_time_between", start_date="-80y", end_date="-18y"),
        fake("date", 13, english=10),
    ),
    row("birth year, year of birth, year born", whole(1950, 2005)),
    row("death date, date of death, died on", between("-2y", "-1y")),
    row("age", number(18, 80, 0)),
    row(
        "ssn, social security number, national id, tax number, personal number",
        fake("ssn", 20, english=11, nth=SOCIAL_SECURITY),
        filled("#########", "{n:09d}"),
    ),
    row("passport number, passport, driver license, id card number", filled("C########", "C{n:08d}")),
    row("bio, biography, about me, about", prose(nth="{Model} {n}")),
)

ADDRESS = (
    row(
        "address, full address, postal address, mailing address, billing address, shipping address, delivery address",
        fake("address", 140, english=80, nth="{n} Main Street"),
        fake("street_address", 80, english=42, nth="{n} Main Street"),
        fake("city", 42, english=28, nth="City {n}"),
    ),
    row(
        "street, street address, address line 1, address line, line 1, address 1, addr, addr line 1, thoroughfare",
        fake("street_address", 80, english=42, nth="{n} Main Street"),
        fake("street_name", 52, english=26),
    ),
    row("street name, road", fake("street_name", 52, english=26, nth="Street {n}")),
    row(
        "address line 2, address 2, line 2, secondary address, apartment, apt, suite, unit number",
        filled("Apt. ##", "Apt. {n}"),
    ),
    row("address line 3, address 3, line 3", filled("Floor #", "Floor {n}")),
    row(
        "house number, building number, street number",
        fake("building_number", 12, english=5, nth="{n}"),
        number(1, 200, 0),
    ),
    row(
        "city, town, municipality, birthplace, place of birth, hometown, village",
        fake("city", 42, english=28, nth="City {n}"),
    ),
    row("name", fake("city", 42, english=28, nth="City {n}"), of="city town municipality village"),
    row(
        "state, county, region",
        fake("state", 30, english=16, nth="State {n}"),
        fake("state_abbr", 2),
        when=_in_address,
    ),
    row(
        "name, state name, state province",
        fake("state", 30, english=16, nth="State {n}"),
        of="state province region county",
    ),
    row("province, state province, prefecture", fake("state", 30, english=16, nth="State {n}")),
    row("state code, state abbreviation, state abbr, province code", fake("state_abbr", 2)),
    row("code, abbreviation, abbr", fake("state_abbr", 2), of="state province region county"),
    row(
        "postal code, postcode, zip, zip code, zip postal code, post code, plz",
        fake("postcode", 10, english=5, nth="{n:05d}"),
        number(10000, 99999, 0),
    ),
    row(
        "country, country name, homeland",
        fake("country", 56, nth="Country {n}"),
        fake("country_code", 3, representation="alpha-3"),
        fake("country_code", 2),
    ),
    row("name, title, label", fake("country", 56, nth="Country {n}"), of="country nation"),
    row("country code, country iso code, iso 2, alpha 2, iso 3166", fake("country_code", 2)),
    row(
        "iso 3, alpha 3, country code 3",
        fake("country_code", 3, representation="alpha-3"),
    ),
    row("code, iso code, iso", fake("country_code", 2), of="country nation"),
    row("continent", one_of("Africa", "Asia", "Europe"), one_of("AF", "AS", "EU")),
    row("floor, storey", whole(0, 20), filled("#", "{n}")),
    row("room, room number, gate, seat, seat number, table number, desk", filled("###", "{n:03d}"), number(1, 400, 0)),
    row("area code, dialing code, calling code", filled("###", "{n:03d}"), whole(100, 999)),
)

COMPANY_ROWS = (
    row(
        "company, company name, organization, organisation, organization name, organisation name, employer, business "
        "name, manufacturer, supplier, vendor, publisher, brand, firm, institution, business",
        COMPANY,
        LAST_NAME,
    ),
    row("name, legal name, title", COMPANY, LAST_NAME, of=COMPANIES),
    row("bank, bank name", COMPANY, LAST_NAME),
    row("company suffix, legal form", fake("company_suffix", 30, english=8)),
    row(
        "catch phrase, slogan, tagline, motto, strapline, buzzword",
        fake("catch_phrase", 100, english=70, nth="{Model} {n}"),
        fake("word", 24, english=16),
    ),
    row("department, division, team, faculty", counted("Department {n}"), fake("word", 24, english=16)),
    row("industry, sector, branch", fake("word", 24, english=16, nth="industry-{n}")),
    row(
        "vat number, vat id, tax id, ein, tin, registration number, company number",
        filled("DE#########", "DE{n:09d}"),
        filled("#########", "{n:09d}"),
    ),
    row("duns, duns number", filled("#########", "{n:09d}")),
)

ROWS = PERSON + ADDRESS + COMPANY_ROWS
