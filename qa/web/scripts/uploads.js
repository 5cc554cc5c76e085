// Asks the server to add, correct and remove reports; files are sent one after the other.
"use strict";
(() => {
  const { wenbao } = window;
  const HEADERS = { "X-Wenbao": "adding" };
  const DEEPEST = 8; // folders in a folder that is dropped
  const PASSED_OVER = /^(?:[.~]|thumbs\.db$|desktop\.ini$)/iu;

  const place = (what) => new URL(`corpus/${what}`, location.href).href;

  async function answered(response) {
    const reply = await response.json();
    if (!response.ok) throw Object.assign(new Error(reply.error), { told: reply.told || reply.error });
    return reply;
  }

  async function state() {
    return answered(await fetch(place("state"), { headers: HEADERS, cache: "no-store" }));
  }

  // What a request to change the corpus comes to; an error has in told what the page says of it.
  async function change(what, fields) {
    const headers = { ...HEADERS, "Content-Type": "application/json" };
    return answered(await fetch(place(what), { method: "POST", headers, body: JSON.stringify(fields) }));
  }

  function parsed(request) {
    try {
      return JSON.parse(request.responseText);
    } catch {
      return {}; // of a server before this one
    }
  }

  // Sends a file, and gives the id of its addition; rejected with what is told where it is not taken.
  function upload(file, onProgress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const fail = (told, isEarly = false) =>
        reject(Object.assign(new Error("not taken"), { told, isEarly }));
      request.open("POST", place("add"));
      request.setRequestHeader("X-Wenbao", HEADERS["X-Wenbao"]);
      request.setRequestHeader("X-File-Name", encodeURIComponent(wellFormed(file.name)));
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(loaded, total));
      request.addEventListener("load", () => {
        const { id, told, error } = parsed(request);
        if (request.status === 202) resolve(id);
        else fail(told || error || "", request.getResponseHeader("Retry-After") !== null);
      });
      for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => fail(""));
      request.send(file);
    });
  }

  // Half a character cannot be encoded.
  const wellFormed = (name) => name.replaceAll(/\p{Surrogate}/gu, "_");

  const read = (entry) =>
    new Promise((resolve, reject) => {
      entry.file(resolve, reject);
    });
  const list = (reader) =>
    new Promise((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });

  // All entries of a folder, of which a browser tells a hundred at a time.
  async function entriesOf(reader) {
    const some = await list(reader);
    return some.length ? [...some, ...(await entriesOf(reader))] : [];
  }

  // The files of an entry, of a folder all below it; hidden ones are passed over.
  async function below(entry, depth = 0) {
    if (!entry || PASSED_OVER.test(entry.name)) return [];
    if (entry.isFile) return [await read(entry)];
    if (depth >= DEEPEST) return [];
    const entries = await entriesOf(entry.createReader());
    const files = await Promise.all(entries.map((each) => below(each, depth + 1)));
    return files.flat();
  }

  // The files that were dropped, also those in folders.
  async function dropped(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    if (!entries.some((entry) => entry && entry.isDirectory)) return [...transfer.files];
    const files = await Promise.all(entries.map((entry) => below(entry)));
    return files.flat();
  }

  Object.assign(wenbao, { uploads: { state, change, upload, dropped } });
})();
