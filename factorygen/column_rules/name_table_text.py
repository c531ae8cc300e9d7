"""Names of text, titles, colours and switches: what do their columns hold?"""

from __future__ import annotations

from factorygen.column_rules.name_rows import row
from factorygen.column_rules.name_specs import constant, counted, fake, filled, prose

WORDS = "tag category topic genre keyword label skill interest hashtag"
WORD = fake("word", 24, english=16, nth="{model}-{n}")
HEX_COLOR = fake("hex_color", 7, nth="#{n:06x}")

TEXT = (
    row("name, title", WORD, of=WORDS),
    row(
        "name, display name, short name, long name, label, friendly name, common name, internal name, official name, "
        "public name, original name, alternate name",
        counted("{Subject} {n}"),
        WORD,
    ),
    row(
        "title, subject, headline, heading, subtitle, sub title, caption, subject line, header, page title, short "
        "title, alt, alt text, question",
        *prose(4, 115, "{Model} {n}"),
    ),
    row(
        "summary, excerpt, abstract, teaser, short description, synopsis, meta description, overview, intro, lead, "
        "hint, subject matter, purpose, objective, goal, tooltip, instruction, tip",
        *prose(nth="{Model} {n}"),
    ),
    row(
        "description, details, desc, long description, full description, content, body, text, html, body html, body "
        "text, markdown, message, comment, note, remark, remarks, annotation, notes, comments, review, feedback, "
        "reason, explanation, answer, reply, response text, story, lyrics, transcript, plot, terms, bio, statement, "
        "paragraph, plain text, message text, post text, instructions, narrative, article",
        *prose(nth="{Model} {n}"),
    ),
    row("error, error message, exception, last error, failure reason, error text, stderr", *prose(nth="Error {n}")),
    row("quote, sentence, saying, phrase", *prose(nth="{Model} {n}")),
    row("word, keyword, tag, term, topic, genre, category, type, kind, group, theme, label text, lemma, skill", WORD),
    row("code, short code, discount key, abbreviation, abbr, acronym, shortcode", filled("C####", "C{n:04d}")),
    row("reference, reference code, ref, ref code, confirmation number", filled("REF-######", "REF-{n:06d}")),
    row("key, setting, property, variable, config key, parameter", WORD),
    row("color, colour, hex color, color hex, background color, text color, color code, hex code", HEX_COLOR),
    row("bg color, fg color, hex, accent color, primary color", HEX_COLOR),
    row("color name, colour name", fake("color_name", 36, english=22, nth="Color {n}")),
    row("name", fake("color_name", 36, english=22, nth="Color {n}"), of="color colour"),
    row("emoji", constant("\N{ROCKET}")),
)

YES = constant(True)
NO = constant(False)

SWITCHES = (
    row(
        "active, enabled, visible, available, public, valid, verified, confirmed, approved, email verified, allowed, "
        "accepted, subscribed, in stock, agreed, is open, current",
        YES,
    ),
    row(
        "deleted, archived, disabled, admin, superuser, super user, staff, banned, blocked, locked, hidden, inactive, "
        "closed, cancelled, canceled, revoked, expired, failed, private, suspended, read only, readonly, removed, "
        "retired, voided, test, demo, anonymous, internal, spam, flagged, muted, draft",
        NO,
    ),
)

ROWS = TEXT + SWITCHES
