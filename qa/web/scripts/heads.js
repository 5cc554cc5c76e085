// Forms that correct what is known of a report.
"use strict";
(() => {
  const { wenbao } = window;

  function tell(form, wrong) {
    for (const line of form.querySelectorAll(".wrong")) {
      const told = wrong[line.dataset.field] || "";
      line.textContent = told;
      const field = form.elements.namedItem(line.dataset.field);
      field.setAttribute("aria-invalid", String(Boolean(told)));
    }
    const first = form.querySelector("[aria-invalid=true]");
    if (first) first.focus();
  }

  // Fills an element with the form of what is named; done is called once it is saved, or left.
  async function fill(element, named, done) {
    const { form: markup } = await wenbao.uploads.change("head", named);
    wenbao.show(element, markup);
    const form = element.querySelector("form");
    form.querySelector(".cancel").addEventListener("click", () => done(null));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const head = Object.fromEntries(new FormData(form));
      const save = form.querySelector(".save");
      save.disabled = true;
      try {
        const { wrong, told } = await wenbao.uploads.change("correct", { ...named, head });
        tell(form, wrong);
        if (told) done(told);
      } catch (error) {
        form.querySelector(".saved").textContent = error.told || error.message;
      } finally {
        save.disabled = false;
      }
    });
    return form;
  }

  Object.assign(wenbao, { heads: { fill } });
})();
