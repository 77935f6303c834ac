"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  // Long lists are packed: rows as columns, repeated values once, texts without what all begin and end with.
  const unpacked = (value) => {
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(unpacked);
    if (value.$codes) {
      const values = unpacked(value.$values);
      return value.$codes.map((code) => values[code]);
    }
    if (value.$texts) return value.$texts.map((text) => value.$around[0] + text + value.$around[1]);
    if (value.$rows) {
      const columns = Object.entries(value.$rows).map(([name, column]) => [name, unpacked(column)]);
      return columns[0][1].map((_, place) => Object.fromEntries(columns.map(([name, column]) => [name, column[place]])));
    }
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, unpacked(one)]));
  };
  const read = (id) => unpacked(JSON.parse(document.getElementById(id).textContent));

  // ---- Tables: fold, search, show, sort -------------------------------------------------------------------------

  const number = (text) => {
    const value = parseFloat(text.replace("−", "-").replace("∞", "Infinity").replace("<", ""));
    return Number.isNaN(value) ? null : value;
  };
  const FOLDED_FROM = 40;

  function foldable(box) {
    const table = box.querySelector("table");
    const input = box.querySelector("[data-search]");
    const show = box.querySelector("[data-show]");
    const found = box.querySelector(".found");
    const bodies = all("tbody", table).filter((body) => body.querySelector("tr.soc"));
    const open = new Map(bodies.map((body) => [body, all("tr", table).length <= FOLDED_FROM]));

    for (const body of bodies) {
      const head = body.querySelector("tr.soc > th");
      const button = make("button", head.textContent, { type: "button", "aria-expanded": "true" });
      button.addEventListener("click", () => {
        open.set(body, !open.get(body));
        refresh();
      });
      head.replaceChildren(button);
    }

    function refresh() {
      const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const matches = (body) => words.every((word) => body.textContent.toLowerCase().includes(word));
      const named = (row) => words.every((word) => row.cells[0].textContent.toLowerCase().includes(word));
      let terms = 0;
      for (const body of bodies) {
        const [head, ...rows] = body.rows;
        const whole = named(head);
        let shown = 0;
        for (const row of rows) {
          const hit = !words.length || whole || named(row);
          const unfolded = words.length ? hit && !whole || whole && open.get(body) : open.get(body);
          row.hidden = show.value === "soc" || !hit || (show.value === "all" && !unfolded);
          shown += hit;
        }
        terms += shown;
        head.hidden = show.value === "pt" || (words.length > 0 && !whole && !shown);
        const button = head.querySelector("button");
        button.setAttribute("aria-expanded", String(rows.some((row) => !row.hidden)));
      }
      // A group that no class heads is found whole: a query with its scopes.
      for (const body of table.tBodies) {
        if (bodies.includes(body) || body.querySelector("tr.total")) continue;
        const hit = matches(body);
        for (const row of body.rows) row.hidden = !hit;
        terms += hit ? body.rows.length : 0;
      }
      found.textContent = words.length ? `${terms} ${found.dataset.part}${terms === 1 ? "" : "s"} found` : "";
    }

    if (!bodies.length) show.closest("label").remove();
    input.addEventListener("input", refresh);
    show.addEventListener("change", () => {
      if (show.value === "all") for (const body of bodies) open.set(body, true);
      refresh();
    });
    for (const label of all(".needs-script", box)) label.hidden = false;
    refresh();
  }

  function sortable(table) {
    const headings = all("thead tr:last-child > th", table);
    const textual = (heading) => heading.matches(".corner, .text");
    const value = (row, place) => {
      const text = row.cells[place].textContent;
      return textual(headings[place]) ? text : number(text);
    };
    const order = (place, sign) => (one, other) => {
      const [a, b] = [value(one, place), value(other, place)];
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * (typeof a === "string" ? a.localeCompare(b) : a - b);
    };
    headings.forEach((heading, place) => {
      const button = make("button", "", { type: "button" });
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const was = heading.getAttribute("aria-sort");
        const down = was ? was === "ascending" : !textual(heading);
        for (const other of headings) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", down ? "descending" : "ascending");
        const by = order(place, down ? -1 : 1);
        const bodies = all("tbody", table).filter((body) => !body.querySelector("tr.total"));
        for (const body of bodies) if (body.querySelector("tr.soc")) body.append(...[...body.rows].slice(1).sort(by));
        table.append(...bodies.sort((one, other) => by(one.rows[0], other.rows[0])));
      });
    });
  }

  // ---- Records behind a number ----------------------------------------------------------------------------------

  const recordSets = read("record-data");
  const recordsOf = (cell) => recordSets[cell.closest("[data-records]")?.dataset.records ?? "events"];

  // Of the subjects counted: their records of the term and category. On a scale (worst grade) a subject is counted at
  // the highest rank only.
  function behind(records, arm, term, category) {
    const [name, , scale, rank] = records.categories[category];
    const onScale = (index) =>
      Math.max(...records.recordCategories[index].map((one) => (records.categories[one][2] === scale ? records.categories[one][3] : -1)));
    const [, , members = [arm]] = records.arms[arm];
    const ofTerm = records.arm.map((_, index) => index).filter((index) => members.includes(records.arm[index]) && records.recordTerms[index].includes(term));
    const worst = new Map();
    if (scale) {
      for (const index of ofTerm) {
        const subject = records.subject[index];
        worst.set(subject, Math.max(worst.get(subject) ?? -1, onScale(index)));
      }
    }
    return ofTerm.filter(
      (index) => records.recordCategories[index].includes(category) && (!scale || worst.get(records.subject[index]) === rank),
    );
  }

  const dialog = document.getElementById("records");
  const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

  function opens(cell, counted) {
    const records = recordsOf(cell);
    const row = cell.closest("tr");
    const arm = Number(cell.dataset.arm);
    const term = Number(row.dataset.term);
    // A line break of a name is another one in an attribute.
    const plain = (text) => text.replace(/\s+/g, " ");
    const named = plain(cell.dataset.category ?? row.dataset.category);
    const category = records.categories.findIndex(([name]) => plain(name) === named);
    const chosen = behind(records, arm, term, category);
    const termTitle = records.terms[term].at(-1);
    const [category_name, category_label] = records.categories[category];
    const [arm_name, arm_label] = records.arms[arm];
    const subjects = new Set(chosen.map((index) => records.subject[index])).size;
    const title = [termTitle, category_name === "any" && termTitle ? "" : category_label].filter(Boolean).join(": ");
    dialog.querySelector("h2").textContent = `${title}, ${arm_label}`;
    document.getElementById("records-count").textContent =
      `${subjects} subject${subjects === 1 ? "" : "s"}, ${chosen.length} record${chosen.length === 1 ? "" : "s"}`;
    const warning = document.getElementById("records-warning");
    warning.hidden = subjects === counted;
    warning.textContent =
      `The number counts ${counted} subject${counted === 1 ? "" : "s"}; the page carries ${records.arm.length} of ${records.total} records, the most severe. The query below returns all.`;
    dialog.querySelector("thead tr").replaceChildren(...records.columns.map((column) => make("th", column.heading, { scope: "col" })));
    dialog.querySelector("tbody").replaceChildren(
      ...chosen.map((index) => {
        const line = document.createElement("tr");
        line.append(
          ...records.columns.map((column, place) => {
            const text = column.codes[index] < 0 ? "–" : column.values[column.codes[index]];
            return make(place ? "td" : "th", text, { "data-column": column.name });
          }),
        );
        return line;
      }),
    );
    const values = { arm: arm_name, category: category_name };
    records.parameters.forEach((parameter, place) => (values[parameter] = records.terms[term][place]));
    document.getElementById("records-sql").textContent = records.query.replace(/\$(\w+)/g, (_, key) => quoted(values[key]));
    dialog.showModal();
  }

  function openable(cell) {
    const text = cell.textContent;
    const button = make("button", text, { type: "button", class: "open", title: "Show the records" });
    button.addEventListener("click", () => opens(cell, parseInt(text, 10)));
    cell.replaceChildren(button);
  }

  // ---- Charts ---------------------------------------------------------------------------------------------------

  async function draw(place, specification) {
    const live = document.createElement("div");
    await window.vegaEmbed(live, specification, {
      actions: false,
      ast: true,
      defaultStyle: false,
      mode: "vega-lite",
      renderer: "svg",
      tooltip: { disableDefaultStyle: true },
    });
    place.replaceChildren(live);
    place.dataset.live = "";
  }

  async function charts() {
    const specifications = read("chart-data");
    for (const place of all("[data-chart]")) await draw(place, specifications[place.dataset.chart]);
    document.documentElement.dataset.charts = "drawn";
  }

  // ---- Contents -------------------------------------------------------------------------------------------------

  function contents() {
    const links = new Map(all(".contents a").map((link) => [link.hash.slice(1), link]));
    const seen = new Set();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) seen[entry.isIntersecting ? "add" : "delete"](entry.target.id);
        const first = [...links.keys()].find((id) => seen.has(id));
        for (const [id, link] of links) {
          if (id === first) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      },
      { rootMargin: "-10% 0px -70% 0px" },
    );
    for (const id of links.keys()) observer.observe(document.getElementById(id));
  }

  all("[data-arm]").filter(recordsOf).forEach(openable);
  all(".sortable").forEach(sortable);
  all(".table:has([data-search])").forEach(foldable);
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  contents();
  if (window.vegaEmbed) charts();
})();
