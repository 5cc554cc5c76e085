"""What a generation in Milvus is, as the one row of its manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import IndexDamagedError, IndexMismatchError
from index.searchable.milvus.layout import Group
from index.storage import manifest as manifests

if TYPE_CHECKING:
    from index.types import Manifest

FORMAT_VERSION = 2  # of the collections; the manifest has that of what they are made of


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A generation.

    Attributes:
        group: its collections.
        manifest: what it was made of.
        n_terms: how many there are.
        most_versions: how many versions there are at most of one report.
        batches: the labels of the groups of reports that were taken in, and when, in seconds.
        replaced: the labels of the generations before it, and when each was replaced.
    """

    group: Group
    manifest: Manifest
    n_terms: int
    most_versions: int
    batches: tuple[tuple[str, int], ...] = ()
    replaced: tuple[tuple[str, int], ...] = ()

    def to_json(self) -> str:
        """The text of its row."""
        _, data = manifests.write(self.manifest)
        fields = {
            "format": FORMAT_VERSION,
            "label": self.group.label,
            "manifest": data.decode(),
            "n_terms": self.n_terms,
            "most_versions": self.most_versions,
            "batches": self.batches,
            "replaced": self.replaced,
        }
        return json.dumps(fields, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str, name: str) -> Description:
        """What ``to_json`` wrote.

        Args:
            text: the text.
            name: the index's.

        Raises:
            IndexMismatchError: it is of another format.
            IndexDamagedError: it is something else.
        """
        try:
            fields: dict[str, Any] = json.loads(text)
            version = fields["format"]
            if version != FORMAT_VERSION:
                raise IndexMismatchError(
                    f"the index {name} in Milvus is of format {version}, this wenbao reads "
                    f"{FORMAT_VERSION}; {manifests.REMEDY}"
                )
            data = fields["manifest"].encode()
            return cls(
                group=Group(name=name, label=fields["label"]),
                manifest=manifests.parse(data, f"Milvus, {name}"),
                n_terms=fields["n_terms"],
                most_versions=fields["most_versions"],
                batches=tuple((label, since) for label, since in fields["batches"]),
                replaced=tuple((label, since) for label, since in fields["replaced"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(
                f"the manifest of the index {name} in Milvus is malformed; {manifests.REMEDY}"
            ) from error
