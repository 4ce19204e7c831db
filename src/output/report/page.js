"use strict";
// What a page can do with a script: guess before one looks, sort tables, take figures along. Without it, all is there and nothing is covered.
(() => {
  const make = (tag, attributes, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  const taken = (name, type, text) => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = make("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  for (const numbers of document.querySelectorAll("script[data-figure]")) {
    const name = numbers.dataset.figure;
    const figure = numbers.closest("figure");
    const picture = make("button", { type: "button" }, "Picture (SVG)");
    const table = make("button", { type: "button" }, "Numbers (CSV)");
    for (const button of [picture, table]) button.setAttribute("aria-label", `${button.textContent} of ${name}`);
    picture.onclick = () => taken(`${name}.svg`, "image/svg+xml", new XMLSerializer().serializeToString(figure.querySelector(".light.wide svg")));
    table.onclick = () => taken(`${name}.csv`, "text/csv", JSON.parse(numbers.textContent));
    figure.append(make("div", { class: "take" }, picture, table));
  }

  const number = (text) => parseFloat(text.replace(/[\s\u00a0\u202f]/g, "").replace("−", "-"));
  const alone = (table) => {
    // Rows that share a heading each get their own; groups fall away.
    let heading = null;
    for (const row of table.querySelectorAll("tbody tr")) {
      const own = row.querySelector("th");
      if (own) {
        own.removeAttribute("rowspan");
        own.setAttribute("scope", "row");
        heading = own;
      } else if (heading) row.prepend(heading.cloneNode(true));
    }
    const body = make("tbody", {});
    body.append(...table.querySelectorAll("tbody tr"));
    table.querySelectorAll("tbody").forEach((group) => group.remove());
    table.append(body);
    return body;
  };
  const sort = (table, place, head) => {
    const down = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const body = alone(table);
    const cell = (row) => row.cells[place]?.textContent.trim() ?? "";
    const rows = [...body.rows].sort((a, b) => {
      const [x, y] = [cell(a), cell(b)];
      const [m, n] = [number(x), number(y)];
      if (Number.isNaN(m) !== Number.isNaN(n)) return Number.isNaN(m) ? 1 : -1;
      return down * (Number.isNaN(m) ? x.localeCompare(y) : m - n);
    });
    body.append(...rows);
    table.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down > 0 ? "ascending" : "descending");
  };
  for (const table of document.querySelectorAll("table")) {
    if (table.querySelectorAll("tbody tr").length < 3) continue;
    [...(table.tHead?.rows[0]?.cells ?? [])].forEach((head, place) => {
      const button = make("button", { type: "button" }, ...head.childNodes);
      button.onclick = () => sort(table, place, head);
      head.append(button);
    });
  }

  const data = document.getElementById("guess-data");
  if (data) {
    const { phrase, label, share, unit, mean, said } = JSON.parse(data.textContent);
    const page = document.documentElement;
    const counted = share ? "in percent" : unit ? `in ${unit}` : "a number";
    const input = make("input", { type: "number", step: "any", required: "", id: "guess-number", ...(share ? { min: 0, max: 100 } : {}) });
    const asked = make("label", { for: "guess-number" }, `What is your guess? ${phrase}, ${label}, ${counted}.`);
    const skip = make("button", { type: "button" }, "Show without a guess");
    const form = make("form", {}, asked, input, make("button", {}, "Show"), skip);
    const offer = make("button", { type: "button" }, "Guess first");
    const told = make("p", { role: "status" });
    const box = make("div", { class: "guess", role: "group", "aria-label": "Guess first" }, offer, form, told);
    const cover = (on) => {
      page.classList.toggle("covered", on);
      form.hidden = !on;
      offer.hidden = on;
      form.style.display = on ? "" : "none";
    };
    offer.onclick = () => {
      told.textContent = "";
      cover(true);
      input.focus();
    };
    skip.onclick = () => cover(false);
    form.onsubmit = (event) => {
      event.preventDefault();
      const guess = Number(input.value);
      const apart = share ? guess - mean * 100 : guess - mean;
      const size = Math.abs(apart);
      const round = (value) => String(Number(value.toPrecision(value >= 10 ? 2 : 3)));
      const word = share ? "percentage points" : unit;
      const near = size < (share ? 0.5 : Math.abs(mean) * 0.005);
      cover(false);
      told.textContent = `You guessed ${String(guess)}${share ? "\u00a0%" : unit ? `\u00a0${unit}` : ""}; the runs came to ${said} on average${near ? ": that is it." : `. That is ${round(size)} ${word} too ${apart > 0 ? "high" : "low"}.`}`;
      offer.textContent = "Guess again";
    };
    document.querySelector(".answer").before(box);
    cover(location.hash === "#guess");
  }
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  document.documentElement.dataset.ready = "script";
})();
