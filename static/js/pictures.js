// Pictures in a text: dropped, pasted or chosen ones are uploaded, and their Markdown is put where the cursor is.
// Above a text: the picture itself in place of its number.
const say = (status, text, words) => (status.textContent = words ? text.replace("{}", words) : text);

async function upload(address, file, status) {
  const body = new FormData();
  body.append("file", file);
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "X-CSRFToken": token };
  const response = await fetch(address, { method: "POST", body, headers }).catch(() => null);
  const answer = response && (await response.json().catch(() => null));
  if (!response?.ok || !answer) throw new Error(answer?.error ?? status.dataset.unreachable);
  return answer;
}

/** Return what opens the library over the page; `take` gets what was chosen there, or uploaded. */
function prepareLibrary(desk, { picturesUrl: uploadTo, chooseUrl: choose }, take) {
  const dialog = desk.querySelector("[data-picker]");
  const library = dialog.querySelector("[data-library]");
  const status = desk.querySelector("[data-status]");
  // Its search is a form of its own, which cannot stand inside another.
  document.body.append(dialog);
  const show = async (query) => {
    const response = await fetch(`${choose}?${new URLSearchParams(query)}`).catch(() => null);
    if (!response?.ok) return library.replaceChildren(status.dataset.unreachable);
    library.innerHTML = await response.text();
    library.querySelector("[type=search]").focus();
  };
  const done = (picture) => {
    dialog.close();
    take(picture);
  };
  const words = () => library.querySelector("[name=q]").value;
  library.onsubmit = (event) => {
    event.preventDefault();
    show({ q: words() });
  };
  library.onclick = (event) => {
    const { id, page, ...said } = event.target.closest("button")?.dataset ?? {};
    if (id) done({ id, ...said });
    if (page) show({ q: words(), page });
  };
  library.onchange = async (event) => {
    const [file] = event.target.files ?? [];
    if (!file) return;
    const progress = library.querySelector("[data-picker-status]");
    say(progress, status.dataset.uploading, file.name);
    try {
      done(await upload(uploadTo, file, status));
    } catch (error) {
      progress.textContent = error.message;
    }
  };
  dialog.querySelector("[data-close]").onclick = () => dialog.close();
  dialog.onclose = () => library.replaceChildren();
  return () => {
    dialog.showModal();
    show({});
  };
}

/** Put `text` in the place of `old`, or of what is selected; let whoever watches the field know. */
function insert(field, text, old = "") {
  const at = old ? field.value.indexOf(old) : field.selectionStart;
  if (at < 0) return;
  field.setRangeText(text, at, old ? at + old.length : field.selectionEnd, old ? "preserve" : "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const isDescribed = (markdown) => !markdown.startsWith("![](");

/** Put a picture into a text; one that is not described yet waits for that, with the cursor in its brackets. */
function place(field, markdown, old) {
  insert(field, markdown, old);
  const at = field.value.indexOf(markdown) + 2;
  field.focus();
  if (!isDescribed(markdown)) field.setSelectionRange(at, at);
}

for (const field of document.querySelectorAll("textarea[data-pictures-url]")) {
  const desk = field.closest("[data-picture-desk]");
  const status = desk.querySelector("[data-status]");
  const uploadTo = field.dataset.picturesUrl;
  let waiting = Promise.resolve();
  let onTheirWay = 0;
  let outcomes = [];

  const tell = (text, name) => say(status, [...outcomes, text.replace("{}", name)].join("\n"));
  const add = async (file, marker) => {
    const { uploading, added, undescribed, failed } = status.dataset;
    tell(uploading, file.name);
    let outcome;
    try {
      const { markdown } = await upload(uploadTo, file, status);
      place(field, markdown, marker);
      outcome = isDescribed(markdown) ? added : `${added} ${undescribed}`;
    } catch (error) {
      insert(field, "", marker);
      outcome = `${failed} ${error.message}`;
    }
    tell(outcome, file.name);
    outcomes.push(outcome.replace("{}", file.name));
    onTheirWay -= 1;
  };
  const addAll = (files) => {
    if (!onTheirWay) outcomes = [];
    for (const file of files) {
      const name = file.name.replace(/[[\]()]/g, " ");
      const marker = `![${status.dataset.uploading.replace("{}", name)}](#${crypto.randomUUID?.() ?? Math.random()})`;
      insert(field, `${marker}\n`);
      onTheirWay += 1;
      waiting = waiting.then(() => add(file, marker));
    }
  };
  const filesOf = (data) => [...(data?.files ?? [])];

  field.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  field.addEventListener("drop", (event) => {
    const files = filesOf(event.dataTransfer);
    if (!files.length) return;
    event.preventDefault();
    addAll(files);
  });
  field.addEventListener("paste", (event) => {
    // Office programs put a picture of the words beside the words.
    const files = event.clipboardData.types.includes("text/plain") ? [] : filesOf(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    addAll(files);
  });
  field.form.addEventListener("submit", (event) => {
    if (!onTheirWay) return;
    event.preventDefault();
    say(status, status.dataset.wait);
    status.scrollIntoView({ block: "nearest" });
  });
  const open = prepareLibrary(desk, field.dataset, ({ markdown }) => place(field, markdown));
  desk.querySelector("[data-choose]").addEventListener("click", open);
  desk.querySelector("[data-tools]").hidden = false;
}

for (const field of document.querySelectorAll("[data-picture-input]")) {
  const desk = field.closest("[data-picture-desk]");
  const thumbnail = desk.querySelector("[data-thumbnail]");
  const remove = desk.querySelector("[data-remove]");
  const fill = (name, value) => {
    const other = field.form.elements[name];
    if (!other) return;
    other.value = value;
    other.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const take = ({ id = "", title = "", alt = "", credit = "", thumbnail: address = "" }) => {
    fill(field.name, id);
    fill(`${field.name}_alt`, alt);
    fill(`${field.name}_credit`, credit);
    thumbnail.hidden = remove.hidden = !id;
    if (id) thumbnail.src = address;
    thumbnail.alt = title;
    if (id && !alt) field.form.elements[`${field.name}_alt`]?.focus();
  };
  field.type = "hidden";
  desk.querySelector(".picture-library").hidden = true;
  desk.querySelector("[data-choose]").addEventListener("click", prepareLibrary(desk, field.dataset, take));
  remove.addEventListener("click", () => take({}));
  desk.querySelector("[data-tools]").hidden = false;
}
