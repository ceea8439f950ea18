// Names the search fields of the admin's own choosers, which it leaves without a name for those who cannot see them.
addEventListener("load", () => {
  for (const field of document.querySelectorAll(".form-row .select2-search__field:not([aria-label])")) {
    field.setAttribute("aria-label", field.closest(".form-row").querySelector("label").textContent.trim());
  }
});
