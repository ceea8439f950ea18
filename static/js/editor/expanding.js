// “[” offers the quotations of the form, “[[” earlier posts by their titles.

export function watchBrackets(editor, field) {
  const expander = editor.querySelector("text-expander");
  expander.addEventListener("text-expander-change", ({ detail }) => {
    const find = detail.key === "[[" ? findPosts(editor.dataset.titles, detail.text) : findQuotations(detail.text);
    detail.provide(find.then((choices) => ({ matched: choices.length > 0, fragment: makeMenu(choices) })));
  });
  expander.addEventListener("text-expander-value", ({ detail }) => {
    detail.value = detail.item.dataset.text;
  });
  expander.addEventListener("text-expander-committed", () => field.dispatchEvent(new Event("input", { bubbles: true })));
}

async function findPosts(address, words) {
  const response = await fetch(`${address}?${new URLSearchParams({ q: words })}`);
  const { posts } = response.ok ? await response.json() : { posts: [] };
  return posts.map(({ title, url }) => ({ label: title, text: `[${title.replace(/([[\]\\])/g, "\\$1")}](${url})` }));
}

async function findQuotations(words) {
  const wanted = words.toLowerCase();
  return [...document.querySelectorAll(".inline-related:not(.empty-form)")]
    .map(readQuotation)
    .filter((choice) => choice && choice.label.toLowerCase().includes(wanted));
}

function readQuotation(row) {
  const key = row.querySelector("input[name$='-key']")?.value;
  if (!key) return null;
  const source = row.querySelector("select[name$='-source']")?.selectedOptions[0]?.textContent ?? "";
  const words = row.querySelector("textarea[name$='-text']")?.value ?? "";
  return { label: `${key}: ${source}, “${words.slice(0, 60)}”`, text: `[quote: ${key}]` };
}

function makeMenu(choices) {
  const menu = document.createElement("ul");
  menu.className = "editor-menu";
  menu.setAttribute("role", "listbox");
  for (const { label, text } of choices.slice(0, 8)) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.id = `editor-choice-${menu.children.length}`;
    item.dataset.text = text;
    item.textContent = label;
    menu.append(item);
  }
  return menu;
}
