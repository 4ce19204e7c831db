/** Finding and making elements. */

export function find<T extends Element = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element ${id}`);
  return found as unknown as T;
}

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, text = "", more: Record<string, string> = {}): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(more)) made.setAttribute(name, value);
  return made;
}

/** Writes words that may be there already: writing them again would lay the page out anew. */
export function put(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}

export function show(element: Element, shown: boolean): void {
  (element as HTMLElement).hidden = !shown;
}

/** Says something to those who listen to the page. */
export function say(text: string): void {
  const spoken = find("spoken");
  spoken.textContent = "";
  requestAnimationFrame(() => (spoken.textContent = text));
}

/** Choices of which one holds. */
export function segmented(fieldset: HTMLElement, name: string, choices: [string, string][], chosen: string, changed: (value: string) => void): void {
  const legend = fieldset.querySelector("legend");
  fieldset.replaceChildren(...(legend ? [legend] : []));
  for (const [value, words] of choices) {
    const label = make("label");
    const input = make("input", "", { type: "radio", name, value });
    input.checked = value === chosen;
    input.addEventListener("change", () => changed(value));
    label.append(input, make("span", words));
    fieldset.append(label);
  }
  show(fieldset, choices.length > 1);
}

/** Saves a text or a picture as a file. */
export function save(name: string, content: string | Blob, type = "text/plain"): void {
  const blob = typeof content === "string" ? new Blob([content], { type }) : content;
  const link = make("a", "", { download: name, href: URL.createObjectURL(blob) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
