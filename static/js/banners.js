// Lets a reader hide a notice that allows it. What was hidden is remembered in this browser alone.
for (const banner of document.querySelectorAll("[data-dismissible]")) {
  const name = banner.dataset.dismissible;
  const button = banner.querySelector("[data-dismiss]");
  try {
    banner.hidden = localStorage.getItem(name) !== null;
    button.hidden = false;
  } catch {
    continue; // Storage is switched off: the notice stays.
  }
  button.addEventListener("click", () => {
    localStorage.setItem(name, "hidden");
    banner.hidden = true;
  });
}
