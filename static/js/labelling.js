// Names what the admin's own parts leave without a name for those who cannot see it.
addEventListener("load", () => {
  for (const field of document.querySelectorAll(".form-row .select2-search__field:not([aria-label])")) {
    field.setAttribute("aria-label", field.closest(".form-row").querySelector("label").textContent.trim());
  }
  for (const header of document.querySelectorAll(".tabular thead th")) {
    if (!header.textContent.trim()) header.replaceWith(document.createElement("td")); // heads no column
  }
});
