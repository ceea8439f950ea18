// “Quotation”: an address and words become an attributed blockquote where the cursor is.
import { insertBlock } from "./text.js";

const KEPT = "quoted";

// Opens the form over the text that is being written; words that are marked there are the words quoted.
export async function openQuoting(editor, field) {
  const words = field.value.slice(field.selectionStart, field.selectionEnd);
  const dialog = document.createElement("dialog");
  dialog.className = "quote-dialog";
  const response = await fetch(`${editor.dataset.quote}?${new URLSearchParams({ part: "form", text: words })}`);
  dialog.innerHTML = await response.text();
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  watchForm(dialog.querySelector("form"), (markdown) => {
    dialog.close();
    insertBlock(field, markdown);
  });
  dialog.showModal();
}

// Puts in what the page “Quote” left for this form.
export function takeQuoted(field) {
  if (location.hash !== "#quoted" || field.name !== "body") return;
  const markdown = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (!markdown) return;
  field.setSelectionRange(field.value.length, field.value.length);
  insertBlock(field, markdown);
}

// The page “Quote”, to which the bookmarklet leads.
for (const form of document.querySelectorAll("form[data-quote-page]")) {
  watchForm(form, (markdown) => {
    sessionStorage.setItem(KEPT, markdown);
    location.assign(`${form.querySelector("[name=into]").value}#quoted`);
  });
}

function watchForm(form, whenComposed) {
  const link = form.querySelector("[name=link]");
  link.addEventListener("change", () => readPage(form, link));
  if (link.value) readPage(form, link);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { accept: "application/json" } });
    const answer = await response.json();
    if (answer.markdown) whenComposed(answer.markdown);
    else form.querySelector("[data-fields]").innerHTML = answer.fields_html;
  });
}

// Fills in what the page says of itself, where the writer has not said it already.
async function readPage(form, link) {
  const status = form.querySelector("[data-status]");
  if (!link.value || !link.checkValidity()) return;
  status.textContent = status.dataset.reading;
  const response = await fetch(`${form.dataset.read}?${new URLSearchParams({ link: link.value })}`);
  const { found, message } = response.ok ? await response.json() : { found: {}, message: "" };
  for (const [name, value] of Object.entries(found)) {
    const field = form.querySelector(`[name=${name}]`);
    if (field && !field.value) field.value = value;
  }
  status.textContent = message;
}
