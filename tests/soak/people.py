"""The clients of a soak: each sends one request after the other, chosen by weight, and remembers what was acknowledged."""

import json
import random
import re
import time
from collections import Counter

import common
from wrong import WRONG

FRAMEWORK = "sheffield-send"
PAGES = ["/", "/receipt", "/privacy", "/kiosk", "/sign-in", "/explore", "/moderation", "/collections", "/paper", "/frameworks"]
FORMS = [
    f"/api/v1/frameworks/{FRAMEWORK}", "/api/v1/frameworks", f"/api/v1/frameworks/{FRAMEWORK}/versions/1",
    "/api/v1/notices/privacy",
]
WORDS = ["waiting", "assessment", "list", "school", "rang", "meeting", "letter", "river", "quiet", "morning", "phone", "nobody"]
# How many requests are reported at once.
REPORT = 500


class Staff:
    """A person who may explore and moderate, as clients of the soak use their token."""

    def __init__(self, token):
        self.token = token

    def count(self, client):
        """How many stories the patterns count, once they have settled."""
        asked = {"selection": {"framework": FRAMEWORK}, "signifiers": []}
        return client.post("/api/v1/patterns", asked, token=self.token).json()["matching"]


class Story:
    __slots__ = ("receipt", "id", "text", "held")

    def __init__(self, receipt, text):
        self.receipt, self.text, self.id, self.held = receipt, text, None, True


class Person:
    """One client, which runs in a process of its own."""

    def __init__(self, address, staff, seed):
        self.address = address
        self.staff = staff
        self.random = random.Random(seed)
        self.stories = []
        # Receipts of stories that were withdrawn, at most a few thousand.
        self.withdrawn = []
        self.acknowledged = 0
        self.answers = Counter()
        self.faults = []
        self.level = None
        self.files = []

    def work(self, pipe):
        """Carries out the orders that come through a pipe until it ends."""
        self.client = common.Client(lambda: self.address)
        while True:
            try:
                kind, *arguments = pipe.recv()
            except EOFError:
                return
            if kind == "check":
                pipe.send((Counter(), [], self.check()))
            else:
                self.level = len(self.stories) if kind == "keep_level" else None
                self.send(pipe, *arguments)
                # An idle connection is a handle, too.
                self.client.close()
                self.report(pipe, said={})

    def send(self, pipe, requests, until):
        for number in range(1, requests + 1):
            self.one_request()
            if number % REPORT == 0:
                self.report(pipe)
                if time.monotonic() > until:
                    return

    def report(self, pipe, said=None):
        pipe.send((self.answers, self.faults, said))
        self.answers, self.faults = Counter(), []

    def one_request(self):
        (kind,) = self.random.choices(KINDS, WEIGHTS)
        try:
            getattr(self, kind)()
        except common.NoAnswer as why:
            self.answers[kind, "no answer"] += 1
            self.fault(f"a request of the kind {kind} got no answer: {why}")

    def ask(self, what, method, path, body=None, expected=(200,), **more):
        """Sends a request and returns its answer; every other status than those expected is a fault."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        answer = self.client.request(method, path, body, **more)
        self.answers[what, answer.status] += 1
        if answer.status not in expected:
            self.fault(f"{what} was answered with {answer.in_words()}")
        return answer

    def fault(self, words):
        # Receipts and ids would make every fault look different.
        self.faults.append(re.sub(r"[0-9A-Za-z-]{26,}", "…", words))

    def view(self, kind, path, body):
        return self.ask(kind, "POST", f"/api/v1/{path}", body, token=self.staff.token)

    # What storytellers do.

    def tell(self):
        if self.level is not None and len(self.stories) > self.level:
            return self.withdraw()
        story = Story(self.a_receipt(), self.a_text())
        answer = self.ask("stories", "POST", "/api/v1/stories", self.a_body(story), (201,))
        if answer.status == 201:
            story.id = answer.json()["id"]
            self.acknowledged += 1
            self.stories.append(story)

    def withdraw(self):
        at = self.random.randrange(len(self.stories))
        story, self.stories[at] = self.stories[at], self.stories[-1]
        self.stories.pop()
        answer = self.ask("withdrawals", "POST", "/api/v1/receipts/withdraw", {"receipt": story.receipt})
        if answer.status == 200 and len(self.withdrawn) < 5_000:
            self.withdrawn.append(story.receipt)

    def look_up(self):
        if self.stories:
            story = self.random.choice(self.stories)
            self.ask("receipts", "POST", "/api/v1/receipts/open", {"receipt": story.receipt})

    def correct(self):
        story = self.random.choice(self.stories) if self.stories else None
        if story is None or not story.held:
            return self.look_up()
        changed = Story(story.receipt, self.a_text())
        answer = self.ask("corrections", "POST", "/api/v1/receipts/correct", self.a_body(changed))
        if answer.status == 200:
            story.text = changed.text

    def consent(self):
        if self.stories:
            story = self.random.choice(self.stories)
            consent = {"analysis": True, "quotation": self.random.random() < 0.5}
            body = {"receipt": story.receipt, "consent": consent}
            self.ask("consents", "POST", "/api/v1/receipts/consent", body)

    def form(self):
        self.ask("forms", "GET", self.random.choice(FORMS))

    def page(self):
        encoding = self.random.choice(["identity", "gzip", "br"])
        path = self.random.choice(PAGES)
        answer = self.ask("pages", "GET", path, headers={"Accept-Encoding": encoding})
        if encoding == "identity" and len(self.files) < 60:
            self.files += re.findall(r'"(/assets/[^"]+)"', answer.body.decode(errors="replace"))

    def file(self):
        if self.files:
            self.ask("files of pages", "GET", self.random.choice(self.files))

    # What staff do.

    def search(self):
        words = self.random.sample(WORDS, 2)
        text = f'"{words[0]} {words[1]}"' if self.random.random() < 0.3 else " ".join(words)
        self.view("searches", "search", {"selection": {"text": text}})

    def newest(self):
        self.view("newest stories", "search", {"selection": self.a_selection(), "facets": ["audience"]})

    def one_pattern(self):
        asked = {"selection": self.a_selection(), "signifiers": ["difference"], "density": {}}
        self.view("patterns of one triad", "patterns", asked)

    def all_patterns(self):
        self.view("patterns of all signifiers", "patterns", {"selection": self.a_selection()})

    def compare(self):
        asked = {"selection": self.a_selection(), "by": "audience", "signifiers": ["timing"], "permutations": 99, "seed": 1}
        self.view("comparisons", "compare", asked)

    def associate(self):
        self.view("associations", "associations", {"selection": self.a_selection()})

    def trend(self):
        self.view("trends", "trends", {"selection": self.a_selection(), "by": "month"})

    def queue(self):
        self.ask("queues", "GET", "/api/v1/moderation/stories", token=self.staff.token)

    def clear(self):
        story = self.random.choice(self.stories) if self.stories else None
        if story is None or not story.held:
            return self.queue()
        path = f"/api/v1/moderation/stories/{story.id}"
        read = self.ask("stories to moderate", "GET", path, token=self.staff.token)
        if read.status == 200:
            revision = {"revision": read.json()["revision"]}
            if self.ask("decisions", "POST", f"{path}/clear", revision, token=self.staff.token).status == 200:
                story.held = False

    def health(self):
        self.ask("health", "GET", self.random.choice(["/health/live", "/health/ready"]))

    # What is wrong.

    def wrong(self):
        kind, method, path, body, expected, more = self.random.choice(WRONG)
        self.ask(f"wrong: {kind}", method, path, body, expected, **more)

    # At the end.

    def check(self):
        """Looks every story up that was told and not withdrawn, and some that were."""
        found = Counter()
        self.faults = []
        for story in self.stories:
            answer = self.ask("", "POST", "/api/v1/receipts/open", {"receipt": story.receipt}, (200, 404))
            own = answer.json() if answer.status == 200 else {}
            found["there" if (own.get("id"), own.get("text")) == (story.id, story.text) else "lost"] += 1
        for receipt in self.withdrawn:
            answer = self.ask("", "POST", "/api/v1/receipts/open", {"receipt": receipt}, (200, 404))
            found["came_back"] += answer.status == 200
        self.client.close()
        counts = {name: found[name] for name in ("there", "lost", "came_back")}
        return {**counts, "acknowledged": self.acknowledged, "faults": self.faults}

    def a_receipt(self):
        bits = self.random.getrandbits(128)
        return "".join(common.CROCKFORD[(bits >> (5 * place)) & 31] for place in reversed(range(26)))

    def a_text(self):
        return " ".join(self.random.choices(WORDS, k=self.random.choice([8, 30, 120]))).capitalize() + "."

    def a_body(self, story):
        pick = self.random
        first, second = pick.randrange(101), pick.randrange(101)
        cuts = [0, min(first, second), max(first, second), 100]
        triad = [(cuts[corner + 1] - cuts[corner]) / 100 for corner in range(3)]
        answers = {
            "difference": {"triad": triad},
            "timing": {"dyad": pick.randrange(101) / 100},
            "audience": {"choice": [pick.choice(["child", "family", "professional"])]},
        }
        if pick.random() < 0.5:
            answers["around_the_child"] = {"stones": {"school": [pick.random(), pick.random()]}}
        return {
            "framework": FRAMEWORK, "version": 1, "language": "en", "receipt": story.receipt, "prompt": "moment",
            "text": story.text, "answers": answers, "consent": {"analysis": True, "quotation": False},
        }

    def a_selection(self):
        """One of some hundred selections, so that some are cached and others are not."""
        day = self.random.randrange(1, 29)
        selection = {"framework": FRAMEWORK, "received": {"from": f"2020-0{self.random.randrange(1, 7)}-{day:02}"}}
        if self.random.random() < 0.3:
            selection["text"] = self.random.choice(WORDS)
        return selection


# How often each kind of request is made, in thousandths.
MIX = {
    "tell": 140, "look_up": 110, "correct": 30, "consent": 10, "form": 130, "page": 90, "file": 90, "search": 60, "newest": 40,
    "one_pattern": 60, "all_patterns": 15, "compare": 3, "associate": 2, "trend": 5, "queue": 35, "clear": 20, "health": 20, "wrong": 140,
}
KINDS, WEIGHTS = list(MIX), list(MIX.values())
