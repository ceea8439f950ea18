// Has what a post leads to looked at on demand, and shows in place what was found. Where others look, asks again now and then.
const TIMES = 20;

function show(box, html, times) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-links]");
  const hadFocus = box.contains(document.activeElement);
  box.replaceWith(fresh);
  offer(fresh, times);
  if (hadFocus) fresh.querySelector("button")?.focus();
}

async function ask(box, url, method, times) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const response = await fetch(url, { method, headers: { "X-CSRFToken": token } }).catch(() => null);
  if (response?.ok) show(box, await response.text(), times);
  return response?.ok;
}

function offer(box, times = TIMES) {
  const button = box.querySelector("[data-check-links]");
  if (box.dataset.waitingFor && times) setTimeout(() => ask(box, box.dataset.waitingFor, "GET", times - 1), 1500 + 500 * (TIMES - times));
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    box.querySelector("[role=status]").textContent = button.dataset.waiting;
    if (await ask(box, button.dataset.checkLinks, "POST", TIMES)) return;
    box.querySelector("[role=status]").textContent = "";
    button.disabled = false;
  });
}
for (const box of document.querySelectorAll("[data-links]")) offer(box);
