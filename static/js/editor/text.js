// Writing into a text field as if by hand, so that Ctrl-Z takes it back and everybody who listens hears of it.

export function insertText(field, text) {
  field.focus();
  if (text && document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Puts a block of Markdown where the cursor is, apart from what stands before and after it.
export function insertBlock(field, block) {
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  const gap = (text) => (text === "" || text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n");
  insertText(field, gap(before) + block + (after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n"));
}
