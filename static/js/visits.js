// Marks the updates that came after this reader's last visit. When that was is kept in this browser alone.
const since = (() => {
  const name = `visit:${location.pathname}`;
  try {
    const last = sessionStorage.getItem(name) ?? localStorage.getItem(name);
    localStorage.setItem(name, new Date().toISOString());
    // While this tab is open, what was new stays marked.
    if (last) sessionStorage.setItem(name, last);
    return last && new Date(last);
  } catch {
    return null; // Storage is switched off: nothing is marked.
  }
})();
const isNew = (mark) => since && new Date(mark.closest("section").querySelector("time").dateTime) > since;
const marks = [...document.querySelectorAll("[data-new]")].filter(isNew);
for (const mark of marks) mark.hidden = false;
const news = document.querySelector("[data-news]");
if (news && marks.length) {
  news.querySelector("a").href = `#${marks[0].closest("section").id}`;
  news.hidden = false;
}
