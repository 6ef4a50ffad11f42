"""Texts of the demo data: word lists, and templates of articles and comments."""

from random import Random
from typing import NamedTuple


class Topic(NamedTuple):
    """A topic of articles. Each article has the first tag, and some of the others."""

    name: str
    tags: tuple[str, ...]
    summary: str
    language: str
    code: str
    tips: tuple[str, ...]
    link: tuple[str, str]


class Headline(NamedTuple):
    """A title with its topic."""

    topic: Topic
    title: str


TOPICS = (
    Topic(
        "keyset pagination",
        ("databases", "performance", "api-design"),
        "An offset makes the database count rows only to throw them away. A page that begins *after "
        "the last row the reader saw* costs the same on page one and on page one thousand.",
        "sql",
        "SELECT id, title\nFROM articles\nWHERE (created_at, id) < (:seen_at, :seen_id)\n"
        "ORDER BY created_at DESC, id DESC\nLIMIT 20;",
        (
            "End every order with a unique column",
            "Index exactly the columns you sort by",
            "Hand out opaque cursors, never raw values",
        ),
        ("No Offset", "https://use-the-index-luke.com/no-offset"),
    ),
    Topic(
        "database migrations",
        ("databases", "devops"),
        "A migration runs while the old code is still serving requests. So each step must suit two "
        "versions of the program at once: *expand* first, move the readers and the writers over, and "
        "*contract* at the very end.",
        "python",
        'def upgrade() -> None:\n    op.add_column("users", sa.Column("bio", sa.String(), nullable=True))',
        (
            "Add columns as nullable, fill them later",
            "Never rename in one step",
            "Rehearse on a copy of production",
            "Give every lock a timeout",
        ),
        ("the Alembic tutorial", "https://alembic.sqlalchemy.org/en/latest/tutorial.html"),
    ),
    Topic(
        "query tuning",
        ("databases", "performance"),
        "The database will tell you what it is doing, if only you ask. Most slow queries turn out to "
        "be a missing index, a surprising estimate, or one query too many in a loop.",
        "sql",
        "EXPLAIN (ANALYZE, BUFFERS)\nSELECT count(*) FROM favorites WHERE user_id = 42;",
        (
            "Compare estimated rows with actual rows",
            "Look for the widest gap first",
            "Measure with the data volume of next year",
        ),
        ("Using EXPLAIN", "https://www.postgresql.org/docs/current/using-explain.html"),
    ),
    Topic(
        "connection pools",
        ("databases", "performance", "python"),
        "A bigger pool is rarely a faster one. Beyond a few connections per core the database spends "
        "its time switching between them, and the queue that you moved out of sight grows there "
        "instead.",
        "python",
        "engine = create_async_engine(url, pool_size=10, max_overflow=0, pool_pre_ping=True)",
        (
            "Begin with ten and measure",
            "Hold a connection for as short as you can",
            "Count the pools of *all* processes together",
        ),
        ("SQLAlchemy on pooling", "https://docs.sqlalchemy.org/en/20/core/pooling.html"),
    ),
    Topic(
        "optimistic locking",
        ("databases", "architecture"),
        "Two people open the same form, both save, and the second one wins without ever knowing. A "
        "version number costs one column and turns the silent loss into an honest question.",
        "sql",
        "UPDATE articles\nSET body = :body, version = version + 1\nWHERE id = :id AND version = :seen_version;",
        (
            "Check the number of updated rows",
            "Answer 409 and show both versions",
            "Retry by machine only what a machine wrote",
        ),
        (
            "ETags and If-Match",
            "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/If-Match",
        ),
    ),
    Topic(
        "full-text search",
        ("databases", "performance"),
        "Before you add a search server, ask how far your database gets you. Stemming, ranking and a "
        "good index are already there, in the same transaction and in the same backup.",
        "sql",
        "CREATE INDEX ix_articles_search ON articles\nUSING gin (to_tsvector('english', title || ' ' || body));",
        ("Start with the titles", "Show why a result matched", "Log the searches that find nothing"),
        ("Full Text Search", "https://www.postgresql.org/docs/current/textsearch.html"),
    ),
    Topic(
        "outbox tables",
        ("architecture", "databases"),
        "You cannot commit to a database and to a message broker at once. But you can write the "
        "message into a table in the same transaction, and let somebody else carry it on from there.",
        "python",
        "async with sessions.begin() as session:\n    session.add(order)\n"
        '    session.add(OutboxMessage(topic="order.placed", payload=order.as_event()))',
        (
            "Deliver at least once, handle at most once",
            "Keep the order per aggregate",
            "Alert on the age of the oldest message",
        ),
        ("Transactional outbox", "https://microservices.io/patterns/data/transactional-outbox.html"),
    ),
    Topic(
        "type hints",
        ("python", "teamwork"),
        "Types are the documentation that cannot go stale: a program reads it on every commit. They "
        "pay off most at the borders, where somebody else's dictionary becomes your object.",
        "python",
        "class Profile(msgspec.Struct, frozen=True):\n    username: str\n    bio: str | None\n    following: bool",
        (
            "Type the borders first",
            "Turn on strict mode for new modules",
            "Treat every `Any` as a question",
            "Let the checker run in the editor",
        ),
        ("the mypy documentation", "https://mypy.readthedocs.io/en/stable/"),
    ),
    Topic(
        "structured concurrency",
        ("python", "architecture"),
        "A task that nobody waits for is a task whose failure nobody sees. When every task belongs to"
        " a block, the block ends only when all of them have, and errors travel the way you expect.",
        "python",
        "async with asyncio.TaskGroup() as tasks:\n"
        "    profile = tasks.create_task(load_profile(name))\n"
        "    articles = tasks.create_task(load_articles(name))",
        ("Never start a task without an owner", "Give every wait a timeout", "Let cancellation pass through"),
        ("Task groups", "https://docs.python.org/3/library/asyncio-task.html#task-groups"),
    ),
    Topic(
        "time zone handling",
        ("python", "lessons-learned"),
        "Store moments in UTC, show them where the reader is, and keep the *name* of the zone for "
        "whatever lies in the future. An offset is not a time zone; it merely was one on that day.",
        "python",
        'meeting = datetime(2027, 3, 28, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))\nstored = meeting.astimezone(UTC)',
        (
            "Refuse naive datetimes at the door",
            "Test the last Sunday of March",
            "Never add 86,400 seconds for a day",
        ),
        ("zoneinfo", "https://docs.python.org/3/library/zoneinfo.html"),
    ),
    Topic(
        "structured logs",
        ("devops", "python"),
        "A log line is a row, not a sentence. Once every line carries the request it belongs to, a "
        "question such as *what else happened to this person?* becomes a filter and stops being "
        "archaeology.",
        "python",
        'log.info("article published", slug=article.slug, author=author.username, duration_ms=12)',
        (
            "One event, one line",
            "Carry a request id everywhere",
            "Never log a password, not even a wrong one",
        ),
        ("structlog", "https://www.structlog.org/en/stable/"),
    ),
    Topic(
        "property-based tests",
        ("testing", "python"),
        "An example shows that the code works for the cases you thought of. A property goes looking "
        "for the others, and then shrinks what it finds until even a tired reader sees the point.",
        "python",
        "@given(st.text())\ndef test_a_slug_is_its_own_slug(title: str) -> None:\n"
        "    assert slug_of(slug_of(title)) == slug_of(title)",
        (
            "Look for round trips",
            "Compare with a slow but obvious version",
            "Keep every found case as an example",
        ),
        ("Hypothesis", "https://hypothesis.readthedocs.io/en/latest/"),
    ),
    Topic(
        "contract tests",
        ("testing", "api-design"),
        "The frontend and the backend agree on Monday and drift apart by Friday. Generate both sides "
        "from one description, fail the build when it changes unannounced, and the drift has nowhere "
        "to begin.",
        "bash",
        "python scripts/generate_openapi.py --check",
        ("Commit the generated contract", "Review its diff like code", "Break things loudly, in one place"),
        ("the OpenAPI specification", "https://spec.openapis.org/oas/latest.html"),
    ),
    Topic(
        "reliable tests",
        ("testing", "teamwork"),
        "A test that fails one time in fifty teaches a team to press *retry*, and on the fifty-first "
        "time the bug is real. Find out what it shares with its neighbours: a clock, a port, a row, "
        "an order.",
        "bash",
        "pytest tests/test_feed.py --count 200 --exitfirst",
        ("Put a date on every quarantine", "Freeze the clock", "Shuffle the order on purpose"),
        ("How to fix a flaky test", "https://docs.pytest.org/en/stable/explanation/flaky.html"),
    ),
    Topic(
        "idempotent endpoints",
        ("api-design", "architecture"),
        "The network will repeat your request; the only question is whether you planned for it. An "
        "operation that may safely happen twice is one that a client may safely retry.",
        "http",
        "PUT /api/articles/how-to-train-your-dragon/favorite HTTP/1.1\nIdempotency-Key: 7f3c2a90",
        (
            "Prefer *set to* over *add one*",
            "Let a unique constraint decide",
            "Answer the repetition like the original",
        ),
        ("Idempotent methods", "https://www.rfc-editor.org/rfc/rfc9110.html#name-idempotent-methods"),
    ),
    Topic(
        "error messages",
        ("api-design", "writing"),
        "An error message is read by somebody who is already having a bad day. Say what happened, "
        "what it was about and what to do next, in this order and in plain words.",
        "json",
        '{\n  "errors": {"title": ["must not be blank"]},\n  "code": "invalid"\n}',
        ("Name the field", "Report all problems at once", "Give programs a code and people a sentence"),
        ("Problem Details", "https://www.rfc-editor.org/rfc/rfc9457.html"),
    ),
    Topic(
        "API versioning",
        ("api-design", "opinion"),
        "The best version number is the one that you never had to raise. Add fields, never change "
        "what one means, and tell people about a removal long before it happens.",
        "http",
        "Deprecation: @1798761600\nSunset: Thu, 01 Jul 2027 00:00:00 GMT",
        (
            "Adding is safe, requiring is not",
            "Let old clients ignore what is new",
            "Measure who still uses a field",
        ),
        ("Semantic Versioning", "https://semver.org"),
    ),
    Topic(
        "rate limits",
        ("api-design", "security"),
        "A limit protects the many from the few, and sometimes the few from their own loops. It is "
        "only fair when it is announced: a client that knows how long to wait can simply wait.",
        "http",
        "HTTP/1.1 429 Too Many Requests\nRetry-After: 30",
        ("Limit by account before address", "Always say when to come back", "Test that the limit resets"),
        ("429 Too Many Requests", "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/429"),
    ),
    Topic(
        "password hashing",
        ("security", "python"),
        "A good password hash is slow on purpose and hungry for memory, so that guessing costs an "
        "attacker real money. Choose the parameters for today's hardware and raise them whenever "
        "someone signs in.",
        "python",
        "hasher = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)",
        (
            "Use Argon2id and let it choose the salt",
            "Hash in a thread, not in the event loop",
            "Take as long for unknown addresses",
        ),
        (
            "OWASP on password storage",
            "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
        ),
    ),
    Topic(
        "secret rotation",
        ("security", "devops"),
        "A secret that cannot be changed on a Tuesday afternoon will have to be changed on a Saturday"
        " night. Accept two keys at a time, and a rotation becomes two calm deployments.",
        "bash",
        'python -c "import secrets; print(secrets.token_urlsafe(48))"',
        (
            "Keep secrets out of the repository",
            "Rotate on a schedule, for practice",
            "Write down who can do it",
        ),
        ("The Twelve-Factor App on configuration", "https://12factor.net/config"),
    ),
    Topic(
        "feature flags",
        ("devops", "architecture"),
        "A flag separates *deployed* from *released*, which is wonderful for about a month. After "
        "that it is an untested branch in your code, so give every flag an owner and a date on which "
        "it leaves.",
        "python",
        'if flags.enabled("new-editor", person=viewer):\n    return new_editor(article)',
        ("Name the owner beside the flag", "Delete the losing branch within a week", "Never nest two flags"),
        ("Feature Toggles", "https://martinfowler.com/articles/feature-toggles.html"),
    ),
    Topic(
        "post-mortems",
        ("devops", "teamwork", "lessons-learned"),
        "Nobody came to work intending to break production. Ask what made the mistake easy, what made"
        " it hard to notice, and what would have made it harmless; the name of the person is in none "
        "of the answers.",
        "markdown",
        "## Timeline\n\n- 14:02 Deployment begins\n- 14:07 First alert\n- 14:19 Rolled back",
        ("Write the timeline first", "Thank whoever raised the alarm", "Agree on two actions, not on twelve"),
        ("Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
    ),
    Topic(
        "code review",
        ("teamwork", "writing"),
        "A review is a conversation between two people who both want the change to be good. Read the "
        "tests first, say which remarks are mere taste, and approve as soon as it leaves the code "
        "better than it was.",
        "diff",
        "-    if not user.is_active == False:\n+    if user.is_active:",
        (
            "Answer within half a day",
            "Ask before you assert",
            "Praise one thing, and mean it",
            "Leave style to the formatter",
        ),
        ("Google's review guide", "https://google.github.io/eng-practices/review/"),
    ),
    Topic(
        "design documents",
        ("writing", "architecture", "teamwork"),
        "Writing is how a team finds out that it disagrees while this is still cheap. Two pages will "
        "do: the problem, the options that you rejected and why, and what would make you change your "
        "mind.",
        "markdown",
        "# Decision: store sessions in the database\n\n**Context.** …\n**Decision.** …\n**Consequences.** …",
        (
            "State the problem before the solution",
            "Give each rejected option a fair paragraph",
            "Set a date for the decision",
        ),
        ("Architecture decision records", "https://adr.github.io"),
    ),
    Topic(
        "release notes",
        ("writing", "devops"),
        "A change log is for the people who have to live with the change. They want to know what will"
        " look different on Monday and what they must do about it; the list of commits can stay in "
        "the repository.",
        "markdown",
        "### Changed\n\n- Lists of articles no longer contain the `body`.",
        ("Write it in the same commit", "Put what breaks first", "Link to the how-to"),
        ("Keep a Changelog", "https://keepachangelog.com/en/1.1.0/"),
    ),
    Topic(
        "accessible forms",
        ("frontend", "accessibility"),
        "Every field needs a name, and a placeholder is none. A form that works with the keyboard, "
        "says what went wrong beside the field and keeps what was typed is simply a better form for "
        "everybody.",
        "html",
        '<label for="email">Email</label>\n<input id="email" type="email" autocomplete="email" required>',
        ("Put the mouse away for an hour", "Connect each error with its field", "Never clear what was typed"),
        ("the W3C's forms tutorial", "https://www.w3.org/WAI/tutorials/forms/"),
    ),
    Topic(
        "loading states",
        ("frontend", "performance"),
        "People do not mind waiting nearly as much as they mind not knowing. Keep the old content "
        "while the new one is on its way, and let nothing on the page jump when it arrives.",
        "typescript",
        "const { data, isPending } = useArticles(page);\n"
        "return isPending ? <Skeleton rows={10} /> : <List of={data} />;",
        ("Wait 200 ms before showing a spinner", "Reserve the space", "Make failure a state, too"),
        ("Cumulative Layout Shift", "https://web.dev/articles/cls"),
    ),
    Topic(
        "keyboard shortcuts",
        ("frontend", "accessibility"),
        "Shortcuts are for the people who use your product all day, and those are the ones you want "
        "to keep. Few shortcuts, easy to discover and easy to switch off, beat many that nobody "
        "remembers.",
        "typescript",
        'document.addEventListener("keydown", (event) => {\n  if (event.key === "/") search.focus();\n});',
        (
            "Leave the browser's own shortcuts alone",
            "Show them on `?`",
            "Ignore keys while someone is typing",
        ),
        ("KeyboardEvent.key", "https://developer.mozilla.org/en-US/docs/Web/API/KeyboardEvent/key"),
    ),
)

TITLES = (
    "A field guide to {topic}",
    "Getting started with {topic}",
    "{Topic} in practice",
    "The case for {topic}",
    "In praise of {topic}",
    "Rethinking {topic}",
    "{Topic} without tears",
    "What I wish I had known about {topic}",
    "A second look at {topic}",
    "How we got serious about {topic}",
    "Explaining {topic} to a new colleague",
    "Lessons from a year of {topic}",
    "The hidden costs of {topic}",
    "{Topic} for small teams",
    "Notes on {topic}",
    "Five questions about {topic}",
    "Making friends with {topic}",
    "What the textbooks leave out about {topic}",
    "{Topic}, one step at a time",
    "The quiet power of {topic}",
    "A pragmatic view of {topic}",
    "Our favorite mistakes with {topic}",
)

DESCRIPTIONS = (
    "What a small team learned about {topic}, detours included.",
    "{Topic} from the ground up, with one example to take home.",
    "Three habits that made {topic} boring, in the best sense of the word.",
    "A short read about {topic}, for everyone who has been putting it off.",
    "We changed our minds about {topic}. This is why.",
    "{Topic}: what to do on the first day, and what to leave for later.",
    "What {topic} did for us, what we did wrong, and how to tell the difference.",
    "The advice about {topic} that we would give to our younger selves.",
    "Ten minutes on {topic}, a checklist, and the numbers from our own project.",
)

OPENINGS = (
    (
        "A few months ago somebody on our team asked an innocent question about {topic}. Nobody had a "
        "good answer, so we went and found one."
    ),
    (
        "I used to call {topic} a matter of taste. Then came a week in which I had to give my reasons "
        "three times, and each time they got shorter."
    ),
    (
        "There are long books that cover {topic}. This is not one of them; it is the page that I would "
        "have liked to read first."
    ),
    "We did not plan to spend a spring on {topic}. Looking back, it was the best investment of the year.",
    (
        "Everybody has good intentions about {topic}, and almost everybody leaves them for next quarter. "
        "We did, too, until it was next quarter."
    ),
    (
        "If you remember only one thing from this article, let it be this: begin with the simplest form "
        "of {topic}, and let a measurement talk you out of it."
    ),
)

REFLECTIONS = (
    (
        "It sounds obvious when it is written down like this. It was not obvious at all on the evening "
        "when we needed it."
    ),
    (
        "None of this is new, and that is the point: the boring way is boring because so many people have"
        " already walked it."
    ),
    ("We tried the clever version first. It worked, and a month later nobody could say why, so we took it out again."),
    ("The surprising part was how much of the work was *talking*: once we had the words, the code was an afternoon."),
    ("Of course it depends. But it depends on fewer things than we had thought, and most of them can be looked up."),
    "What convinced us in the end was not an argument but a quiet Friday.",
)

QUOTES = (
    "Make it work, make it clear, and then find out whether it was ever slow.",
    "The cheapest line of code is the one that you can explain.",
    "If it hurts, do it more often, and in smaller pieces.",
    "A default is a decision that you make for everybody else.",
    "Slow is smooth, and smooth is reviewed before lunch.",
    "First we wrote it down. Then we noticed that we did not agree.",
)

CLOSINGS = (
    "That is all. If you try it, tell me in the comments what surprised you.",
    "Your project is not ours, so take what fits and leave the rest.",
    "Next time I will write about what we removed afterwards. It was a lot.",
    "Thanks to everyone who read a draft of this, and above all to those who disagreed with it.",
    "Start small, today, with the one place that annoys you most.",
)

CODE_HEADINGS = ("What it looks like", "An example", "In code", "The short version")
TIP_HEADINGS = ("A checklist", "What we do now", "Rules of thumb", "Where to begin")
NUMBER_HEADINGS = ("The numbers", "Before and after", "Did it help?")

MEASURES = (
    ("Time from merge to production", "min", 25, 90),
    ("Slowest request of the day", "ms", 700, 2_400),
    ("Questions in the team channel each week", "", 12, 40),
    ("Days until a new colleague ships", "", 6, 15),
    ("Alerts at night each month", "", 5, 18),
    ("Length of the test run", "s", 180, 900),
)

COMMENTS = (
    "Thank you for this. I have sent it to the whole team.",
    "We came to the same conclusion about {topic}, but it took us two years. I wish I had read this first.",
    "I am not convinced yet. How does this hold up once several teams share the code?",
    "The checklist is now pinned above my desk.",
    "Lovely write-up! A small addition: whatever you decide about {topic}, *write down why*.",
    "We tried it and went back. Not because it is wrong, but because nobody felt responsible for it.",
    "Could you say more about how you measured this?",
    "This is the clearest explanation of {topic} that I have come across.",
    "The example alone was worth the read.",
    "This is going straight into our onboarding notes.",
    "Does this work in an older code base, too, or only when you start afresh?",
    "Great timing: we are discussing {topic} on Thursday.",
    "I would put the second point first. Everything else follows from it.",
    "Short, practical, no drama. More of this, please.",
    "One question from a beginner: where would you start if you had only an afternoon?",
    (
        "We have done it this way since last year:\n\n1. agree on the words,\n2. write one test,\n"
        "3. change one place.\n\nCan recommend."
    ),
    "I respectfully disagree about where to begin, but I enjoyed the argument.",
    "Bookmarked. I never thought that I would look forward to reading about {topic}.",
)

FIRST_NAMES = """
    ada amara anton beatriz carla chidi daniel elif emil fatima felix grace hana henrik ines ivan jamal
    jana kofi lena leo lucia malik mara mateo mei milan nadia noor oskar priya quentin rosa samir sofia
    tariq tessa uma viktor wanda yara yusuf zoe
""".split()  # noqa: SIM905
LAST_NAMES = """
    adler almeida baker bergman brandt castillo chen costa dahl diaz eriksen farah fischer flores garcia
    haddad hughes ibrahim jansen kaya keller kim kovacs larsen lindt mbeki meyer moreau nakamura novak
    okafor olsen patel quinn rossi santos silva sato tanaka vogel weber yilmaz ziegler
""".split()  # noqa: SIM905
ROLES = (
    "Backend developer",
    "Database person",
    "Frontend developer",
    "Site reliability engineer",
    "Team lead",
    "Technical writer",
    "Tester by heart",
    "Designer who codes",
    "Student of computer science",
    "Freelance consultant",
)
PLACES = ("Lisbon", "Accra", "Oslo", "Kyoto", "Montevideo", "Leipzig", "Toronto", "Izmir", "Nairobi", "Ghent")
PASTIMES = (
    "Bakes bread on Sundays.",
    "Runs, slowly.",
    "Collects error messages.",
    "Has opinions about tea.",
    "Plays the double bass.",
    "Writes to think.",
    "Grows tomatoes on a balcony.",
    "Always up for a chess game.",
)
JOHNDOE_BIO = (
    "Writes about software that is pleasant to change. This is a demo account: look around, publish, "
    "comment, follow. Nothing here is precious."
)


def headlines() -> list[Headline]:
    """All combinations of titles and topics."""
    return [Headline(topic, fill(title, topic)) for topic in TOPICS for title in TITLES]


def fill(template: str, topic: Topic) -> str:
    """The template with the name of the topic."""
    return template.format(topic=topic.name, Topic=topic.name[0].upper() + topic.name[1:])


def description(random: Random, topic: Topic) -> str:
    """A random description of an article on the topic."""
    return fill(random.choice(DESCRIPTIONS), topic)


def body(random: Random, topic: Topic) -> str:
    """A random article in Markdown, with code, a list and a link. Some articles have a quote or a table."""
    reflections = random.sample(REFLECTIONS, 2)
    blocks = [
        fill(random.choice(OPENINGS), topic),
        topic.summary,
        f"## {random.choice(CODE_HEADINGS)}",
        f"```{topic.language}\n{topic.code}\n```",
        reflections[0],
        f"## {random.choice(TIP_HEADINGS)}",
        _tips(random, topic),
    ]
    if _is_chosen(random, 0.5):
        blocks += [f"## {random.choice(NUMBER_HEADINGS)}", _table(random), reflections[1]]
    if _is_chosen(random, 0.6):
        blocks.append(f"> {random.choice(QUOTES)}")
    blocks += [f"To read on: [{topic.link[0]}]({topic.link[1]}).", random.choice(CLOSINGS)]
    return "\n\n".join(blocks)


def tags(random: Random, topic: Topic) -> list[str]:
    """The first tag of the topic, and random others."""
    others = [*topic.tags[1:], random.choice(("beginners", "opinion", "lessons-learned"))]
    return list(dict.fromkeys([topic.tags[0], *(tag for tag in others if _is_chosen(random, 0.4))]))


def bio(random: Random) -> str | None:
    """A random bio of one line. Some users have no bio."""
    if _is_chosen(random, 0.15):
        return None
    return f"{random.choice(ROLES)} in {random.choice(PLACES)}. {random.choice(PASTIMES)}"


def comment(random: Random, topic: Topic) -> str:
    """A random comment on an article on the topic."""
    return fill(random.choice(COMMENTS), topic)


def _is_chosen(random: Random, probability: float) -> bool:
    return random.random() < probability


def _tips(random: Random, topic: Topic) -> str:
    numbered = _is_chosen(random, 0.5)
    order = random.sample(topic.tips, len(topic.tips))
    return "\n".join(f"{f'{number}.' if numbered else '-'} {tip}" for number, tip in enumerate(order, start=1))


def _table(random: Random) -> str:
    lines = ["| | Before | After |", "|---|---:|---:|"]
    for name, unit, low, high in random.sample(MEASURES, 3):
        before = random.randint(low, high)
        after = round(before * random.uniform(0.2, 0.7))
        lines.append(f"| {name} | {f'{before:,} {unit}'.strip()} | {f'{after:,} {unit}'.strip()} |")
    return "\n".join(lines)
