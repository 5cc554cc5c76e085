"""scripts/uploads.js: the files of folders that are dropped, and what the server is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

# Folders as browsers hand them over: their entries come a few at a time.
DROPPED = """async (tree) => {
  const entry = (name, held) => Array.isArray(held) ? {
    name, isFile: false, isDirectory: true,
    createReader: () => {
      const left = held.map(([name, held]) => entry(name, held));
      return { readEntries: (resolve) => resolve(left.splice(0, 2)) };
    },
  } : { name, isFile: true, isDirectory: false, file: (resolve) => resolve(new File([held], name)) };
  const items = tree.map(([name, held]) => ({ webkitGetAsEntry: () => entry(name, held) }));
  const files = await wenbao.uploads.dropped({ items, files: [] });
  return files.map((file) => file.name);
}"""


def test_all_files_below_a_folder_are_taken_and_hidden_ones_are_not(visit: Visit):
    tree = [
        ["甲.txt", "x"],
        [
            "报告",
            [
                ["乙.docx", "x"],
                [".DS_Store", "x"],
                ["~$乙.docx", "x"],
                ["Thumbs.db", "x"],
                [".git", [["config", "x"]]],
                ["二〇二四", [["丙.pdf", "x"], ["空", []]]],
                ["丁.txt", "x"],
            ],
        ],
    ]
    assert visit.run(DROPPED, tree) == ["甲.txt", "乙.docx", "丙.pdf", "丁.txt"]


def test_folders_in_folders_without_an_end_are_left(visit: Visit):
    tree: list[object] = [["深.txt", "x"]]
    for depth in range(30):
        tree = [[f"夹{depth}", tree]]
    assert visit.run(DROPPED, tree) == []


def test_what_is_refused_is_told_as_the_server_says_it(visit: Visit):
    told = visit.run("""async () => {
      const sent = [];
      window.fetch = async (address, options) => {
        sent.push([address, options.method, options.headers, options.body]);
        return new Response('{"error": "no", "told": "不行"}', { status: 403 });
      };
      try {
        await wenbao.uploads.change("remove", { report: "r1" });
      } catch (error) {
        return [error.told, ...sent];
      }
    }""")
    headers = {"X-Wenbao": "adding", "Content-Type": "application/json"}
    assert told == [
        "不行",
        ["http://wenbao.test/corpus/remove", "POST", headers, '{"report":"r1"}'],
    ]
