"""A client for the service: frameworks, selections, search, and every analysis of the workbench."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

import httpx

from . import api_types, exports
from .errors import NotAllowed, NotFound
from .jobs import RunningJob
from .selection import Selection
from .transport import Transport
from .vocabulary import Vocabulary

__all__ = ["Client", "StoryPages"]

Body = TypeVar("Body")

#: How to group stories: a choice's id, `rounds`, `collections`, or one to eight selections by name.
By = str | dict[str, Selection]


class Client:
    """A connection to a service, as the owner of one token.

        with Client("https://stories.example.org", token) as client:
            print(client.frameworks())

    Args:
        url: the address of the service. `http://` only on this machine, unless `plain_http` says that the network is trusted.
        token: what `sensing staff token NAME` printed. It is never logged or shown.
        language: the language of labels and sentences.
        timeout: seconds until a request without an answer is given up.
        retries: how often a request that changes nothing is sent again, when the service is busy or cannot be reached.

    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        language: str = "en",
        timeout: float = 60.0,
        retries: int = 4,
        plain_http: bool = False,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.language = language
        self._transport = Transport(url, token, timeout=timeout, retries=retries, plain_http=plain_http, transport=transport)
        self._vocabularies: dict[str, Vocabulary] = {}

    def __repr__(self) -> str:
        return f"Client({self._transport.url!r})"

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._transport.close()

    # Who, and what there is.

    def me(self) -> api_types.MeBody:
        """Whose token this is, and which roles it has."""
        return cast("api_types.MeBody", self._transport.get("/api/v1/me"))

    def frameworks(self) -> list[api_types.FrameworkEntry]:
        """The newest published version of every framework."""
        body = cast("api_types.FrameworksBody", self._transport.get("/api/v1/frameworks"))
        return body["frameworks"]

    def framework(self, slug: str, version: int | None = None) -> api_types.Framework:
        """A framework document: the newest version, or the one asked for."""
        path = f"/api/v1/frameworks/{slug}" + (f"/versions/{version}" if version is not None else "")
        return cast("api_types.Framework", self._transport.get(path))

    def framework_versions(self, slug: str) -> list[api_types.Framework]:
        """All published versions of a framework, the newest first."""
        newest = self.framework(slug)
        try:
            listed = self._transport.get("/api/v1/frameworks/drafts")["drafts"]
        except NotAllowed:
            # Who may not see drafts is not given any.
            listed = []
        drafts = {draft["version"] for draft in listed if draft["slug"] == slug}
        versions = [newest]
        for number in range(newest["version"] - 1, 0, -1):
            if number in drafts:
                continue
            try:
                versions.append(self.framework(slug, number))
            except NotFound:
                continue
        return versions

    def vocabulary(self, slug: str) -> Vocabulary:
        """The words of a framework, of all its published versions. It is read once."""
        if slug not in self._vocabularies:
            self._vocabularies[slug] = Vocabulary.of(self.framework_versions(slug), self.language)
        return self._vocabularies[slug]

    def select(self, framework: str) -> Selection:
        """All stories of a framework: the start of a selection that knows the framework's words."""
        return Selection(framework, self.vocabulary(framework))

    # Stories.

    def search(
        self,
        selection: Selection | None = None,
        *,
        sort: Literal["relevance", "newest", "random"] | None = None,
        seed: int | None = None,
        facets: Sequence[str] = (),
        page: int = 100,
    ) -> StoryPages:
        """The stories of a selection that may be read, page by page as they are needed.

        for story in client.search(selection, sort="random", seed=1):
            print(story["title"])
        """
        asked = _given(selection=_body(selection), sort=sort, seed=seed, facets=list(facets), limit=page)
        return StoryPages(self._transport, asked)

    # Analyses.

    def patterns(
        self,
        selection: Selection,
        signifiers: Sequence[str] | None = None,
        *,
        hexagons: int | None = None,
        density: api_types.DensityOptions | None = None,
        region: api_types.RegionOptions | None = None,
    ) -> api_types.PatternsBody:
        """What a selection looks like on each signifier: counts, zones, centres, quantiles, with intervals.

        Args:
            selection: the stories.
            signifiers: the signifiers; all when missing.
            hexagons: how many hexagons along a side of a triad, for counts on its map.
            density: asks for densities, and says how.
            region: how the 95 % region of a centre is computed.

        """
        asked = _given(
            selection=selection.body(),
            signifiers=_listed(signifiers),
            hexagons={"across": hexagons} if hexagons is not None else None,
            density=density,
            region=region,
            language=self.language,
        )
        return cast("api_types.PatternsBody", self._transport.ask("/api/v1/patterns", asked))

    def compare(
        self,
        selection: Selection,
        by: By,
        signifiers: Sequence[str] | None = None,
        *,
        permutations: int = 999,
        seed: int = 1,
        keep_together: api_types.KeepTogether = "auto",
    ) -> api_types.ComparisonBody:
        """How groups of stories differ. `by` is a choice, `rounds`, `collections`, or selections by name."""
        asked = self._comparison(selection, by, signifiers, permutations, seed, keep_together)
        return cast("api_types.ComparisonBody", self._transport.ask("/api/v1/compare", asked))

    def begin_compare(
        self,
        selection: Selection,
        by: By,
        signifiers: Sequence[str] | None = None,
        *,
        permutations: int = 999,
        seed: int = 1,
        keep_together: api_types.KeepTogether = "auto",
        name: str = "",
    ) -> RunningJob[api_types.ComparisonBody]:
        """The same as a job, for what takes longer than a request may."""
        asked = self._comparison(selection, by, signifiers, permutations, seed, keep_together)
        return RunningJob(self._transport, self._begin("/api/v1/compare", asked, name))

    def clusters(self, selection: Selection, signifiers: Sequence[str], **options: Any) -> api_types.ClustersBody:
        """Stories that were signified alike. `options` are those of `ClustersRequest`, such as `method` and `k`."""
        asked = _clusters(selection, signifiers, options, self.language)
        return cast("api_types.ClustersBody", self._transport.ask("/api/v1/clusters", asked))

    def begin_clusters(
        self, selection: Selection, signifiers: Sequence[str], *, name: str = "", **options: Any
    ) -> RunningJob[api_types.ClustersBody]:
        """The same as a job."""
        asked = _clusters(selection, signifiers, options, self.language)
        return RunningJob(self._transport, self._begin("/api/v1/clusters", asked, name))

    def associations(
        self,
        selection: Selection,
        signifiers: Sequence[str] | None = None,
        *,
        pair: tuple[str, str] | None = None,
        seed: int = 1,
    ) -> api_types.AssociationsBody:
        """How far every two signifiers go together; of one `pair` also its table."""
        asked = _given(selection=selection.body(), signifiers=_listed(signifiers), pair=_listed(pair), seed=seed)
        return cast("api_types.AssociationsBody", self._transport.ask("/api/v1/associations", asked))

    def trends(
        self,
        selection: Selection,
        by: api_types.Step,
        figures: Sequence[api_types.Figure] = (),
        *,
        drift: Sequence[str] = (),
        rebase: Sequence[str] = (),
        targets: Sequence[float | None] = (),
    ) -> api_types.TrendsBody:
        """Figures by week, month, quarter or round, with control limits: `{"figure": "median", "signifier": "timing"}`."""
        asked = {
            "selection": selection.body(),
            "by": by,
            "figures": list(figures),
            "drift": list(drift),
            "rebase": list(rebase),
            "targets": list(targets),
        }
        return cast("api_types.TrendsBody", self._transport.ask("/api/v1/trends", asked))

    def words(
        self,
        selection: Selection,
        against: Selection | None = None,
        *,
        zones: tuple[str, Sequence[str]] | None = None,
        limit: int | None = None,
    ) -> api_types.WordsBody:
        """Words and phrases that tell a selection from the other stories. `zones` asks where words lie on a triad."""
        asked = _given(
            selection=selection.body(),
            against=against.body() if against else None,
            zones={"signifier": zones[0], "words": list(zones[1])} if zones else None,
            limit=limit,
        )
        return cast("api_types.WordsBody", self._transport.ask("/api/v1/words", asked))

    def jobs(self) -> list[RunningJob[Any]]:
        """The jobs of this account, running and finished."""
        body = cast("api_types.JobsBody", self._transport.get("/api/v1/jobs"))
        return [RunningJob(self._transport, job) for job in body["jobs"]]

    # Exports.

    def export(
        self,
        selection: Selection,
        format: exports.FormatName = "parquet",
        *,
        texts: bool = False,
        table: exports.TableName | None = None,
        reason: str,
        into: str | Path = ".",
        timeout: float | None = None,
    ) -> Path:
        """Asks for an export, waits until it is agreed to and made, and downloads it. Returns the file.

        Args:
            selection: the stories.
            format: `csv`, `parquet`, `jsonl`, `xlsx`, `datapackage` or `sensemaker`.
            texts: whether titles, texts and written words are wanted, too. Only cleared ones are ever given.
            table: the one table that is wanted: `stories`, `answers` or `framework`; all of them in one file when missing.
            reason: what the export is for, in 3 to 500 characters.
            into: the folder, or the name of a file that does not exist yet.
            timeout: seconds to wait for agreement, and for the export to be made; without limit when missing.

        Raises:
            ExportNotReady: it was refused, has expired, or still waits after `timeout` seconds.

        """
        asked = self.begin_export(selection, format, texts=texts, table=table, reason=reason)
        asked.wait(timeout)
        path = asked.download(into)
        if not asked.details.get("decided_by"):
            # It was agreed to at once, and can be asked for again; an account has few open requests.
            asked.cancel()
        return path

    def begin_export(
        self,
        selection: Selection,
        format: exports.FormatName = "parquet",
        *,
        texts: bool = False,
        table: exports.TableName | None = None,
        reason: str,
    ) -> exports.AskedExport:
        """Asks for an export, and does not wait."""
        return exports.AskedExport.ask(self._transport, selection, format, texts, reason, self.language, table)

    def asked_export(self, id: str) -> exports.AskedExport:
        """An export that was asked for before, by its id."""
        return exports.AskedExport(self._transport, self._transport.get(f"/api/v1/exports/{id}"))

    def _begin(self, path: str, asked: dict[str, Any], name: str) -> api_types.Job:
        params: dict[str, str | int] = {"job": "true", **({"name": name} if name else {})}
        return cast("api_types.Job", self._transport.post(path, asked, params))

    def _comparison(
        self,
        selection: Selection,
        by: By,
        signifiers: Sequence[str] | None,
        permutations: int,
        seed: int,
        keep_together: api_types.KeepTogether,
    ) -> dict[str, Any]:
        groups: object = by
        if isinstance(by, dict):
            groups = {"selections": [one.body() for one in by.values()], "names": list(by)}
        elif selection.vocabulary and by not in ("rounds", "collections"):
            selection.vocabulary.signifier(by, "choice")
        return _given(
            selection=selection.body(),
            by=groups,
            signifiers=_listed(signifiers),
            permutations=permutations,
            seed=seed,
            keep_together=keep_together,
            language=self.language,
        )


class StoryPages:
    """The stories of a search, read page by page while they are iterated over."""

    def __init__(self, transport: Transport, asked: dict[str, Any]) -> None:
        self._transport = transport
        self._asked = asked
        self._first: api_types.SearchBody | None = None

    @property
    def first(self) -> api_types.SearchBody:
        """The first page, with what is said of the whole selection: how many stories match, can be read, are undecided."""
        if self._first is None:
            self._first = cast("api_types.SearchBody", self._transport.ask("/api/v1/search", self._asked))
        return self._first

    @property
    def matching(self) -> int | None:
        """How many stories match, readable or not; None for 1 to 9, of which no number is told."""
        return self.first["matching"]

    def pages(self) -> Iterator[api_types.SearchBody]:
        """Every page."""
        page = self.first
        yield page
        while cursor := page.get("next"):
            asked = {**self._asked, "cursor": cursor}
            page = cast("api_types.SearchBody", self._transport.ask("/api/v1/search", asked))
            yield page

    def __iter__(self) -> Iterator[api_types.SearchHit]:
        for page in self.pages():
            yield from page["stories"]


def _body(selection: Selection | None) -> api_types.Selection | None:
    return selection.body() if selection else None


def _listed(values: Sequence[str] | None) -> list[str] | None:
    return None if values is None else list(values)


def _given(**fields: object) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


def _clusters(selection: Selection, signifiers: Sequence[str], options: dict[str, Any], language: str) -> dict[str, Any]:
    return {"selection": selection.body(), "signifiers": list(signifiers), "language": language, **options}
