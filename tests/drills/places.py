"""A service with SQLite or PostgreSQL, people who use it, and a ledger of their requests: the setting of most drills."""

import common
import databases
import ledger
import storm


class Place:
    """A service, its database and its people. Use it in a `with` statement."""

    def __init__(self, context, postgres=False, folder=None, reserve=1, people=None, may_panic=False, **server):
        self.context = context
        self.outcome = context.outcome
        self.work = context.folder("work")
        self.server = databases.Postgres(context.folder("postgresql"), **server) if postgres else None
        self.data = (folder or self.work) / "data"
        self.reserve = reserve
        self.may_panic = may_panic
        self._people = {"pace": 0.02} | (people or {})
        self.service = self.people = self.book = None

    def __enter__(self):
        try:
            if self.server:
                self.server.create()
            url = self.server.url() if self.server else None
            log = self.work / "log"
            self.service = common.Service(self.context.binary, self.data, log, url, self.reserve).start()
            self.token = self.service.a_moderator()
            self.until_ready()
            self.book = ledger.Ledger(self.outcome)
            self.database = self.server or databases.SqliteFile(self.data)
            self.people = storm.Storm(self.service, self.book, self.outcome, self.token, **self._people)
            self.client = self.service.client()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.people:
            self.people.stop()
            self.outcome.acknowledged += sum(self.book.counts().values())
        if self.service:
            self.service.kill()
            self.look_for_panics()
        if self.server:
            self.server.stop()

    def look_for_panics(self):
        """A panic that was contained ended one request; it is a fault unless the drill damages files."""
        panics = [line for line in self.service.log.read_text(errors="replace").splitlines() if "panicked at" in line]
        if panics and self.may_panic:
            self.outcome.note(f"{len(panics)} panics over garbage, each contained; the last: {panics[-1].partition('at ')[2]}")
        elif panics:
            self.outcome.fault(f"{len(panics)} panics; the last: {panics[-1]}")

    def until_ready(self, seconds=common.PATIENCE):
        ready = common.wait_until(lambda: self.service.is_ready() or not self.service.is_running(), seconds)
        ready = ready and self.service.is_running()
        return self.outcome.expect(ready, f"the service is not ready after {seconds} s: {self.service.end_in_words()}")

    def restart(self):
        """Kills the service and starts it again."""
        self.people.cut_off = True
        self.service.kill()
        self.service.start()
        self.people.cut_off = False

    def until_taken(self, number, seconds=common.PATIENCE):
        """Waits until this many more stories were acknowledged."""
        phase = self.people.phase
        before = self.people.of(phase, "story", "acknowledged")
        return common.wait_until(lambda: self.people.of(phase, "story", "acknowledged") >= before + number, seconds, pause=0.02)

    def finish(self, kill=True):
        """Sends pending stories, kills the service, starts it again, and checks everything."""
        self.people.phase = "end"
        self.people.pause()
        if not self.service.is_running():
            self.outcome.fault(f"the service is gone: {self.service.end_in_words()}")
            self.service.start()
            self.until_ready()
        self.outcome.expect(self.people.finish(self.client), "not everything that was refused was taken in the end")
        self.book.compare(self.database.rows, "in the database, at the end")
        if kill:
            self.service.kill()
            self.service.start()
        self.until_ready()
        storm.check_everything(self.service, self.book, self.outcome, self.database, self.token)
        counts = self.book.counts()
        kinds = ", ".join(f"{counts[kind]} {kind}" for kind in ("story", "correction", "withdrawal", "decision"))
        slowest = f"; slowest answer {self.people.slowest:.1f} s" if self.people.slowest else ""
        self.outcome.note(f"acknowledged by kind: {kinds}{slowest}")
