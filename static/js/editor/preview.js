// Shows beside the text what the site would make of it. The frame holds a page without scripts.
const WAIT = 400;

export class Preview {
  constructor(editor, field) {
    this.address = editor.dataset.preview;
    this.form = field.form;
    this.pane = editor.querySelector(".editor-preview");
    this.frame = this.pane.querySelector("iframe");
    this.refusal = editor.querySelector(".editor-refusal");
    this.form.addEventListener("input", () => this.refreshSoon());
    this.form.addEventListener("change", () => this.refreshSoon());
    this.frame.addEventListener("load", () => this.keepInside());
    field.addEventListener("scroll", () => this.follow(field));
  }

  toggle() {
    this.pane.hidden = !this.pane.hidden;
    this.refresh();
    return !this.pane.hidden;
  }

  refreshSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), WAIT);
  }

  async refresh() {
    if (this.pane.hidden) return;
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const response = await fetch(this.addressOfObject(), {
        method: "POST",
        body: this.fields(),
        signal: this.asking.signal,
      });
      const isPage = response.headers.get("content-type").startsWith("text/html");
      const text = await response.text();
      this.refusal.textContent = isPage ? "" : text;
      if (isPage && response.ok) this.show(text);
    } catch {
      // Another question is under way, or the server is away: what is shown stays.
    }
  }

  addressOfObject() {
    const key = location.pathname.match(/\/(\d+)\/change\/$/)?.[1];
    return key ? `${this.address}?object=${key}` : this.address;
  }

  fields() {
    const fields = new FormData(this.form);
    for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
    return fields;
  }

  // Only the text is put in the place of the old one, so that the page stays where it was scrolled to.
  show(html) {
    const shown = this.frame.contentDocument?.querySelector("main");
    if (!shown) this.frame.srcdoc = html;
    else shown.replaceWith(new DOMParser().parseFromString(html, "text/html").querySelector("main"));
  }

  // Scrolls as far as the text is scrolled.
  follow(field) {
    const page = this.frame.contentDocument?.scrollingElement;
    const way = field.scrollHeight - field.clientHeight;
    if (page && way) page.scrollTop = (field.scrollTop / way) * (page.scrollHeight - page.clientHeight);
  }

  // A link leads to its place in the text, or to a window of its own.
  keepInside() {
    this.frame.contentDocument?.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link) return;
      event.preventDefault();
      const href = link.getAttribute("href");
      if (href.startsWith("#")) this.frame.contentDocument.getElementById(decodeURIComponent(href.slice(1)))?.scrollIntoView();
      else window.open(link.href, "_blank", "noopener");
    });
  }
}
