// Opens the desk's search over any page with “/” or Ctrl+K, and finds while you type. Without it the link leads there.
const link = document.querySelector("[data-find]");
if (link) {
  const dialog = document.createElement("dialog");
  dialog.className = "find";
  dialog.setAttribute("aria-label", link.firstChild.textContent.trim());
  let asked = "";

  const fetchPage = async (words) => {
    const response = await fetch(`${link.pathname}?${new URLSearchParams({ q: words })}`);
    if (!response.ok || response.redirected) return location.assign(link.href); // signed out meanwhile
    return new DOMParser().parseFromString(await response.text(), "text/html").querySelector("#content-main");
  };

  const find = async () => {
    const words = dialog.querySelector("input").value;
    if (words === asked) return;
    asked = words;
    const page = await fetchPage(words);
    if (page && words === asked) dialog.querySelector("[data-found]").replaceChildren(...page.querySelector("[data-found]").childNodes);
  };

  // What is typed before the form is there is not lost.
  const catchKeys = () => {
    let words = "";
    const take = (event) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey) return;
      words += event.key;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("keydown", take, true);
    return () => {
      document.removeEventListener("keydown", take, true);
      return words;
    };
  };

  const open = async () => {
    const own = document.querySelector("#content-main.find input");
    if (own) return own.select();
    if (dialog.open) return;
    let early = "";
    if (!dialog.firstChild) {
      const stopCatching = catchKeys();
      const page = await fetchPage("");
      early = stopCatching();
      if (!page) return;
      dialog.append(...page.childNodes);
      dialog.querySelector("[data-found]").setAttribute("aria-live", "polite");
      document.body.append(dialog);
    }
    dialog.showModal();
    const input = dialog.querySelector("input");
    input.select();
    if (!early) return;
    input.value = early;
    find();
  };

  let waiting;
  dialog.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 200);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [dialog.querySelector("input"), ...dialog.querySelectorAll("a")];
    stops[Math.max(0, stops.indexOf(document.activeElement) + step)]?.focus();
  });

  const isTyping = (target) => target.isContentEditable || target.matches("input, textarea, select, [role=combobox]");
  document.addEventListener("keydown", (event) => {
    const isShortcut = event.key === "/" || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (!isShortcut || isTyping(event.target)) return;
    event.preventDefault();
    open();
  });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
}
