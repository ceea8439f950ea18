// Has what a post leads to looked at on demand, and shows in place what was found. While somebody else still looks, asks
// again now and then.
const TIMES = 20;

async function ask(box, url, method, times) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const response = await fetch(url, { method, headers: { "X-CSRFToken": token } }).catch(() => null);
  if (!response?.ok) return false;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-links]");
  const takesFocus = method === "POST" || box.contains(document.activeElement);
  box.replaceWith(fresh);
  offer(fresh, times);
  if (takesFocus) fresh.querySelector("button")?.focus();
  return true;
}

function offer(box, times = TIMES) {
  const url = box.dataset.waitingFor;
  if (url && times) setTimeout(() => box.isConnected && ask(box, url, "GET", times - 1), 1500 + 500 * (TIMES - times));
  const button = box.querySelector("[data-check-links]");
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
