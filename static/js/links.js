// Follows the links of a post on demand, and shows in place which of them lead nowhere.
function offer(box) {
  const button = box.querySelector("[data-check-links]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    box.querySelector("[role=status]").textContent = button.dataset.waiting;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const response = await fetch(button.dataset.checkLinks, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
    if (!response?.ok) {
      box.querySelector("[role=status]").textContent = "";
      button.disabled = false;
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-links]");
    box.replaceWith(fresh);
    offer(fresh);
    fresh.querySelector("button").focus();
  });
}
for (const box of document.querySelectorAll("[data-links]")) offer(box);
