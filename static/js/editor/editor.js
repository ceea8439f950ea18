// The editor of Markdown around a text field: its buttons and keys, the count of words, the full screen.
import { watchBrackets } from "./expanding.js";
import { watchPasting } from "./pasting.js";
import { Preview } from "./preview.js";
import { openQuoting, takeQuoted } from "./quoting.js";
import { insertText } from "./text.js";

const WORDS = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;
const WORDS_A_MINUTE = 230;

for (const editor of document.querySelectorAll("[data-editor]")) {
  const field = editor.querySelector("textarea");
  const preview = new Preview(editor, field);
  const verbs = {
    footnote: () => addFootnote(field),
    quote: () => openQuoting(editor, field),
    update: () => document.querySelector("[data-add-update]").click(),
    preview: () => press(editor, "preview", preview.toggle()),
    fill: () => fill(editor),
  };
  const toolbar = editor.querySelector("markdown-toolbar");
  toolbar.hidden = false;
  toolbar.querySelector("[data-do=update]").hidden = !document.querySelector("[data-add-update]");
  toolbar.addEventListener("click", ({ target }) => verbs[target.closest("[data-do]")?.dataset.do]?.());
  for (const button of toolbar.querySelectorAll("[data-key]")) nameKey(button);
  editor.addEventListener("keydown", (event) => pressKey(event, editor));
  field.addEventListener("input", () => count(editor, field));
  count(editor, field);
  watchBrackets(editor, field);
  watchPasting(editor, field);
  takeQuoted(field);
}

function nameKey(button) {
  const key = button.dataset.key;
  button.setAttribute("aria-keyshortcuts", `Control+${key}`);
  if (!button.textContent.trim() || button.title) button.setAttribute("aria-label", button.title);
  button.title = `${button.title || button.textContent.trim()} (Ctrl+${key.replace("Period", ".")})`;
}

function pressKey(event, editor) {
  if (event.key === "Escape" && editor.classList.contains("is-full")) return fill(editor);
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  const name = event.code.replace(/^(Key|Digit)/, "");
  const button = editor.querySelector(`button[data-key="${event.shiftKey ? "Shift+" : ""}${name}"]:not([hidden])`);
  if (!button) return undefined;
  event.preventDefault();
  return button.click();
}

function count(editor, field) {
  const words = field.value.match(WORDS)?.length ?? 0;
  const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE));
  const status = editor.querySelector("[data-count]");
  status.textContent = status.dataset.count.replace("{words}", words).replace("{minutes}", minutes);
  status.hidden = false;
}

function press(editor, name, isPressed) {
  editor.querySelector(`[data-do=${name}]`).setAttribute("aria-pressed", isPressed);
}

function fill(editor) {
  press(editor, "fill", editor.classList.toggle("is-full"));
  document.documentElement.classList.toggle("has-full-editor", editor.classList.contains("is-full"));
}

// Puts a mark where the cursor is, and the cursor where the note is to be written.
function addFootnote(field) {
  const numbers = [...field.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const number = Math.max(0, ...numbers) + 1;
  insertText(field, `[^${number}]`);
  field.setSelectionRange(field.value.length, field.value.length);
  insertText(field, `${field.value.endsWith("\n") ? "\n" : "\n\n"}[^${number}]: `);
}
