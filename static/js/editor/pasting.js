// What is pasted becomes Markdown: links, tables, and an attributed blockquote of another page a quotation.
import { insertBlock } from "./text.js";

export function watchPasting(editor, field) {
  field.addEventListener("paste", (event) => {
    const quotation = readHtml(event.clipboardData.getData("text/html")) ?? readText(event.clipboardData.getData("text/plain"));
    if (!quotation) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    insertBlock(field, quotation);
  });
  if (editor.dataset.paste) import(editor.dataset.paste).then(({ subscribe }) => subscribe(field));
}

// A <blockquote> with words, and the link and name of its source in it or in the caption after it.
function readHtml(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const quotes = page.querySelectorAll("blockquote");
  if (quotes.length !== 1) return null;
  const [quote] = quotes;
  const caption = quote.querySelector("footer, figcaption, cite") ?? page.querySelector("figcaption") ?? quote.nextElementSibling;
  const link = caption?.querySelector("a[href^=http]");
  if (!link) return null;
  caption.remove();
  const paragraphs = quote.querySelectorAll("p").length ? [...quote.querySelectorAll("p")] : [quote];
  const words = paragraphs.map((paragraph) => tidy(paragraph.textContent)).filter(Boolean);
  const [before, after] = tidy(caption.textContent).split(tidy(link.textContent));
  return compose(words, before, tidy(link.textContent), link.href, after);
}

// Lines of plain text, the last of them “— Speaker, Source, https://…”.
function readText(text) {
  const lines = text.trim().split("\n").map((line) => line.replace(/^> ?/, "").trim());
  const said = lines.length > 1 && lines.pop().match(/^(?:—|–|--) ?(.*?),? ?<?(https?:\/\/[^\s>]+)>?$/);
  if (!said || said[1].includes("](")) return null;
  const names = said[1].split(",").map((name) => name.trim()).filter(Boolean);
  if (!names.length) return null;
  const source = names.pop();
  return compose(lines.join("\n").split(/\n\n+/), names.join(", "), source, said[2], "");
}

function compose(words, speaker, source, link, date) {
  if (!words.length || !source) return null;
  const escape = (text) => text.replace(/([[\]\\])/g, "\\$1");
  const name = speaker.replace(/^[\s—–-]+|[\s,—–-]+$/g, "");
  const day = (date ?? "").match(/\d{4}-\d\d-\d\d|\d{1,2} \p{L}+ \d{4}|\p{L}+ \d{1,2}, \d{4}/u)?.[0];
  const attribution = `— ${name ? `${escape(name)}, ` : ""}[${escape(source)}](${link.replace(/\)/g, "%29")})${day ? `, ${day}` : ""}`;
  const lines = [...words.join("\n\n").split("\n"), "", attribution];
  return lines.map((line) => (line ? `> ${line}` : ">")).join("\n");
}

function tidy(text) {
  return text.replace(/\s+/g, " ").trim();
}
