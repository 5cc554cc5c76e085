"""The endpoints of the running app, and the examples of docs/api.md as they stand there."""

from __future__ import annotations

import base64
import json
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from qa.evaluation.question_file import load_questions
from qa.web.given import MAX_HISTORY
from tests.support.serving import ROOT, App, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTION = "航运企业有多少家?"
TITLE = "2024年天津市河北区政府工作报告"
DOC = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"<!-- example (\w+) -->\n```\w+\n(.*?)```", DOC, re.DOTALL)
# Of the table of refusals: the endpoint, the values, and the line, in one or two backticks.
REFUSED = re.findall(r"^\| `(\w+)` `(\[.*?\])` \| (`+)(.+?)\3 \|$", DOC, re.MULTILINE)
WITH_PASSWORD = [example for example in EXAMPLES if "password" in example[1]]


@pytest.fixture(scope="module")
def app(small_index_dir: Path) -> Iterator[App]:
    with running("--index", str(small_index_dir)) as app:
        yield app.await_engine()


def post(app: App, name: str, *data: Any) -> tuple[int, dict[str, Any]]:
    """What an endpoint answers: the status, and ``data[0]`` or the refusal."""
    response = app.ask(name, *data)
    return response.status_code, response.json()["data"][
        0
    ] if response.is_success else response.json()


def test_ask(app: App):
    status, answer = post(app, "ask", QUESTION, None, 2, None)
    assert status == 200
    assert (answer["found"], answer["text"]) == (True, "383家")
    (citation,) = answer["citations"]
    assert (citation["text"], citation["document"]["title"]) == ("383家", TITLE)
    assert citation["document"]["file"] == f"{TITLE}.txt"
    assert len(answer["hits"]) == 2


def test_a_question_follows_up_on_its_history(app: App):
    _, answer = post(app, "ask", "那去年呢?", ["2024年地区生产总值增长目标是多少?"], 1, None)
    assert "地区生产总值" in answer["asked"]


def test_an_honest_no_is_no_error(app: App):
    status, answer = post(app, "ask", "孙悟空大闹天宫用的是什么兵器?", None, 1, None)
    assert status == 200
    assert (answer["found"], answer["text"], answer["citations"]) == (False, "", [])
    assert "孙悟空" in answer["missing_terms"]


def test_a_year_that_no_report_covers_is_told_with_those_that_there_are(app: App):
    _, answer = post(app, "ask", "河北区2021年新增就业多少人?", None, 1, None)
    assert (answer["found"], answer["place"]) == (False, None)
    there = [{"place": "天津市河北区", "years": [2024], "looks_back_on": [2023]}]
    assert answer["uncovered"] == {
        "places": [],
        "years": [2021],
        "of": [],
        "near": [],
        "there": there,
        "n_places": 1,
    }


def test_search(app: App):
    status, found = post(app, "search", QUESTION, 3, None)
    assert status == 200
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    best = found["hits"][0]
    for mark in best["highlights"]:
        assert best["passage"]["text"][mark["start"] : mark["end"]] == mark["text"]


def test_a_scope_narrows_the_search(app: App):
    _, report = post(app, "reports")
    identity = report["reports"][0]["id"]
    section = report["reports"][0]["sections"][1]
    scope = {"documents": [identity], "years": [2024], "periods": ["plan"], "sections": [section]}
    _, found = post(app, "search", QUESTION, 100, scope | {"places": None})
    assert {hit["passage"]["period"] for hit in found["hits"]} == {"plan"}
    assert {hit["passage"]["section"][0] for hit in found["hits"]} == {section}


def test_mentions(app: App):
    status, found = post(app, "mentions", "航运企业", None, bool(0), 1)
    assert status == 200
    assert (found["n_reports"], found["n_mentioning"], found["silent"]) == (1, 1, [])
    (report,) = found["reports"]
    assert report["n_mentions"] == found["n_mentions"] == found["years"][0]["n_mentions"] > 1
    (first,) = report["mentions"]
    assert first["text"] == "航运企业"
    assert first["text"] in first["quote"]
    assert "file" in report
    assert post(app, "mentions", "海运企业")[1]["n_mentions"] == 0


def test_mentions_keep_to_the_scope(app: App):
    _, everywhere = post(app, "mentions", "企业")
    _, planned = post(app, "mentions", "企业", {"periods": ["plan"]})
    assert 0 < planned["n_mentions"] < everywhere["n_mentions"]


def test_a_question_for_mentions_is_counted(app: App):
    _, answer = post(app, "ask", "航运企业在报告中出现了几次?", None, 1, None)
    assert answer["mentions"]["n_mentions"] == post(app, "mentions", "航运企业")[1]["n_mentions"]
    assert "mentions" not in post(app, "ask", QUESTION, None, 1, None)[1]


def test_a_table_has_a_row_for_each_report(app: App):
    status, table = post(app, "table", "航运企业有多少家?")
    assert status == 200
    assert table["completeness"] == ["1 份报告，1 份写明，0 份未写明"]
    (cell,) = table["cells"]
    assert (cell["text"], cell["value"], cell["unit"]) == ("383家", 383, "家")
    assert cell["text"] in cell["quote"]
    assert cell["file"].endswith(".txt")


def test_a_table_of_nothing_is_refused(app: App):
    status, refusal = post(app, "table", "", {"years": [1999]})
    assert status == 400
    assert "\n" not in refusal["error"]


def test_reports(app: App):
    status, found = post(app, "reports")
    assert status == 200
    (report,) = found["reports"]
    assert (report["title"], report["place"], report["year"]) == (TITLE, "天津市河北区", 2024)
    assert report["sections"][0] == "一、2023年工作回顾"
    assert report["n_passages"] == 83
    assert "text" not in report
    assert (found["n_reports"], found["next"]) == (1, None)
    _, beyond = post(app, "reports", 1, 5)
    assert (beyond["reports"], beyond["n_reports"], beyond["next"]) == ([], 1, None)


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("ask", ["", None, 5, None], "the question is empty: ask for example 航运企业有多少家?"),
        ("ask", [5, None, 5, None], "question is a text, not 5"),
        ("ask", [None, None, 5, None], "question is a text, not None"),
        ("search", ["问" * 1001, 5, None], "the question has 1,001 characters, 1,000 are allowed"),
        ("reports", [-1, 5], "first is a whole number, 0 to 2147483648, not -1"),
        ("reports", [0, 0], "n is a whole number, 1 to 500, not 0"),
        ("reports", [0, 501], "n is a whole number, 1 to 500, not 501"),
        ("search", [QUESTION, 0, None], "top_k is a whole number, 1 to 100, not 0"),
        ("search", [QUESTION, 101, None], "top_k is a whole number, 1 to 100, not 101"),
        ("search", [QUESTION, True, None], "top_k is a whole number, 1 to 100, not True"),
        ("search", [QUESTION, "5", None], "top_k is a whole number, 1 to 100, not '5'"),
        ("ask", [QUESTION, "前问", 5, None], "history is a list of at most 32 questions"),
        ("ask", [QUESTION, ["问"] * (MAX_HISTORY + 1), 5, None], "history is a list of at most"),
        ("ask", [QUESTION, [1], 5, None], "each question of the history is a text, not 1"),
        ("search", [QUESTION, 5, "2024"], "scope is an object of documents, places, years, "),
        ("search", [QUESTION, 5, {"year": [2024]}], "scope is an object of documents, places"),
        ("search", [QUESTION, 5, {"years": 2024}], "years of the scope are a list of values"),
        ("search", [QUESTION, 5, {"years": [True]}], "years of the scope are a list of values"),
        ("search", [QUESTION, 5, {"years": [[1]]}], "years of the scope are a list of values"),
        (
            "search",
            [QUESTION, 5, {"years": [1999]}],
            "there is no 1999 among them; `reports` lists what there is, such as 2024",
        ),
        ("mentions", [" "], "the phrase is empty: give the words to count"),
        ("mentions", ["企" * 201], "the phrase has 201 characters, 200 are allowed"),
        ("mentions", [5], "text is a text, not 5"),
        ("mentions", ["企业", None, "yes"], "synonyms is true or false, not 'yes'"),
        ("mentions", ["企业", None, False, 101], "max_quotes is a whole number, 0 to 100, not 101"),
        ("mentions", ["企业", {"years": [1999]}], "there is no 1999 among them"),
        ("search", [QUESTION, 5, {"places": ["\u202e甲"]}], "there is no '\\u202e甲' among them"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line(app: App, name: str, data: list[Any], line: str):
    status, refusal = post(app, name, *data)
    assert status == 400
    assert line in refusal["error"]
    assert "\n" not in refusal["error"]


def test_an_endpoint_that_is_not_there(app: App):
    assert app.ask("greet").status_code == 404


def test_five_endpoints_are_listed_and_no_more(app: App):
    info = app.http.get("/gradio_api/info").json()
    assert list(info["named_endpoints"]) == ["/search", "/ask", "/mentions", "/table", "/reports"]
    assert info["unnamed_endpoints"] == {}
    names = {
        name: [parameter["parameter_name"] for parameter in endpoint["parameters"]]
        for name, endpoint in info["named_endpoints"].items()
    }
    assert names == {
        "/search": ["question", "top_k", "scope"],
        "/ask": ["question", "history", "top_k", "scope"],
        "/mentions": ["text", "scope", "synonyms", "max_quotes"],
        "/table": ["question", "scope"],
        "/reports": ["first", "n"],
    }


MCP = """
import asyncio, json, sys
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

async def main():
    async with (
        streamablehttp_client(sys.argv[1] + "/gradio_api/mcp/") as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        tools = (await session.list_tools()).tools
        resources = (await session.list_resources()).resources
        prompts = (await session.list_prompts()).prompts
        answer = await session.call_tool("ask", {"question": "航运企业有多少家?", "top_k": 1})
        refused = await session.call_tool("search", {"question": "甲", "top_k": 0})
        print(json.dumps({
            "tools": {tool.name: tool.inputSchema for tool in tools},
            "descriptions": [tool.description for tool in tools],
            "others": len(resources) + len(prompts),
            "answer": json.loads(answer.content[0].text),
            "refused": [refused.isError, refused.content[0].text],
        }))

asyncio.run(main())
"""


def test_the_same_are_mcp_tools(app: App):
    told = json.loads(run_python(MCP, app.address))
    assert list(told["tools"]) == ["search", "ask", "mentions", "table", "reports"]
    assert told["others"] == 0
    for name, schema in told["tools"].items():
        assert all(each["description"] for each in schema["properties"].values()), name
    assert told["tools"]["ask"]["required"] == ["question"]
    assert told["tools"]["search"]["properties"]["top_k"]["default"] == 5
    assert all(len(description) > 100 for description in told["descriptions"])
    assert told["answer"]["text"] == "383家"
    assert told["refused"] == [True, "top_k is a whole number, 1 to 100, not 0"]


def run_python(script: str, *arguments: str) -> str:
    """What a client prints, in a process of its own: its threads end with it."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script, *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout


def run_curl(command: str) -> Any:
    """What ``curl`` would print, parsed: of its options those that the examples use."""
    words = iter(shlex.split(command.replace("\\\n", " ")))
    assert [next(words), next(words)] == ["curl", "-s"]
    url, data, headers = "", b"", {}
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-u":
            headers["Authorization"] = f"Basic {base64.b64encode(next(words).encode()).decode()}"
        elif word == "-d":
            data = next(words).encode()
        else:
            url = word
    return httpx.post(url, content=data, headers=headers, trust_env=False).json()["data"][0]


def run_example(kind: str, text: str, address: str) -> Any:
    assert "http://127.0.0.1:7860" in text
    text = text.replace("http://127.0.0.1:7860", address)
    return run_curl(text) if kind == "curl" else run_python(text).splitlines()


def test_the_examples_of_the_documentation(app: App):
    ask, search, reports, client, mcp = (
        run_example(kind, text, app.address)
        for kind, text in EXAMPLES
        if (kind, text) not in WITH_PASSWORD
    )
    assert ask["text"] == "383家"
    assert {hit["passage"]["period"] for hit in search["hits"]} == {"review"}
    assert [report["title"] for report in reports["reports"]] == [TITLE]
    number = ask["citations"][0]["number"]
    assert client[0] == f"383家 {number}"
    assert "地区生产总值" in client[1]
    assert len(json.loads(client[2])) == 3
    assert client[3] == f"['{TITLE}']"
    assert mcp == ["['search', 'ask', 'mentions', 'table', 'reports']", "383家"]


def test_the_examples_with_a_password(small_index_dir: Path):
    with running(
        "--index", str(small_index_dir), environment={"WENBAO_AUTH": "user:password"}
    ) as app:
        app.await_engine()
        assert app.ask("reports").status_code == 401
        curl, client = (run_example(kind, text, app.address) for kind, text in WITH_PASSWORD)
    assert [report["title"] for report in curl["reports"]] == [TITLE]
    assert client == ["1"]


def test_the_documentation_tells_of_every_status():
    told = {int(status) for status in re.findall(r"^\| (\d{3}) \|", DOC, re.MULTILINE)}
    assert told == {400, 401, 403, 404, 405, 408, 413, 415, 421, 429, 500, 503}


@pytest.mark.parametrize(
    ("name", "data", "line"), [(each[0], each[1], each[3]) for each in REFUSED]
)
def test_the_documentation_tells_refusals_as_they_are(app: App, name: str, data: str, line: str):
    assert post(app, name, *json.loads(data)) == (400, {"error": line})


def test_the_documentation_tells_a_dozen_of_them():
    assert len(REFUSED) == 12


def test_the_documented_questions_are_a_question_file(tmp_path: Path):
    (lines,) = re.findall(r'^```json\n(\{"id": "gdp".*?)```', DOC, re.DOTALL | re.MULTILINE)
    (tmp_path / "questions.jsonl").write_text(lines, encoding="utf-8")
    found = load_questions(tmp_path / "questions.jsonl")
    assert [len(each.evidence) for each in found.questions] == [1, 1, 0]
    assert found.questions[1].history
