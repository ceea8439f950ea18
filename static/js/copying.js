// Lets a button copy the address of the link that it names. Without it, or on a page that is not secure, the link stays.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).href);
    button.textContent = button.dataset.done;
  });
}
