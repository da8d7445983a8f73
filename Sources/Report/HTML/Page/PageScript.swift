/// The page's script, of which no part comes from an input, so that its hash is a constant.
enum PageScript {
    static let markup: Markup = #"""
        // The page is whole without this: it adds the search, opens what a link points into, and opens lists for print.
        // It reads the page's own text and writes with textContent only, so a name can never become markup.
        (() => {
          "use strict";
          const $ = (id) => document.getElementById(id);
          const all = (selector, within = document) => [...within.querySelectorAll(selector)];
          const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
          const link = (href, text) => Object.assign(element("a", text), { href });
          const search = $("search"), hits = $("hits"), found = $("found");
          const most = 300;

          // A link into a closed list opens it.
          const reveal = () => {
            const target = location.hash.length > 1 && $(location.hash.slice(1));
            if (!target) return;
            let opened = false;
            for (let at = target; at; at = at.parentElement)
              if (at.localName === "details" && !at.open) { at.open = true; opened = true; }
            if (opened) target.scrollIntoView();
          };
          addEventListener("hashchange", reveal);
          reveal();

          // Old browsers print closed lists closed; the style sheet opens them in new ones.
          const folded = [".few details", "details.path", "details.cluster", ".requirement details"];
          let openedForPrint = [];
          addEventListener("beforeprint", () => {
            openedForPrint = all(folded.map((list) => list + ":not([open])").join());
            for (const list of openedForPrint) list.open = true;
          });
          addEventListener("afterprint", () => { for (const list of openedForPrint) list.open = false; });

          // What can be found: read from the page when something is first searched for.
          let index;
          const clusterOf = (list) =>
            list.parentElement.localName === "dd" ? list.parentElement.previousElementSibling.textContent + "/" : "";
          const verdicts = () => {
            const rows = [];
            for (const list of all("details.req")) {
              const rule = list.id.slice(2), title = list.querySelector("h3").textContent;
              for (const group of all(".group", list)) {
                const verdict = group.querySelector("h4"), says = verdict.textContent;
                for (const part of all("ul", group)) {
                  const cluster = clusterOf(part);
                  for (const item of part.children) {
                    const name = cluster + item.textContent;
                    rows.push({ rule, name, verdict, item, text: `${title} ${name} ${says}`.toLowerCase() });
                  }
                }
              }
            }
            return rows;
          };
          const findingsAndHosts = () => {
            const row = (e, ...texts) => ({ e, text: texts.join(" ").toLowerCase() });
            return [
              ...all(".finding").map((e) => row(e, e.closest(".requirement").querySelector("h3").textContent, e.textContent)),
              ...all(".matrix tbody tr").map((e) =>
                row(e, e.firstChild.textContent, e.closest("details")?.querySelector("h3").textContent ?? "")),
            ];
          };

          const cell = (row, ...nodes) => { const td = row.insertCell(); td.append(...nodes); };
          const show = (matches) => {
            const table = document.createElement("table");
            const count = matches.length > most ? `The first ${most} of ${matches.length}` : matches.length;
            table.createCaption().textContent = `${count} verdicts that match`;
            if (matches.length > 0) {
              const head = table.createTHead().insertRow();
              for (const word of ["Requirement", "Verdict", "Subject"])
                head.append(Object.assign(element("th", word), { scope: "col" }));
            }
            const body = table.createTBody();
            for (const { rule, name, verdict, item } of matches.slice(0, most)) {
              const row = body.insertRow(), subject = element("bdi", name);
              const to = item.querySelector("a")?.getAttribute("href");
              cell(row, link("#r-" + rule, rule));
              cell(row, ...[...verdict.childNodes].map((node) => node.cloneNode(true)));
              if (to) { const a = link(to, ""); a.append(subject); cell(row, a); } else cell(row, subject);
            }
            const scroll = Object.assign(element("div", ""), { className: "scroll", tabIndex: 0 });
            scroll.append(table);
            found.replaceChildren(scroll);
          };

          const filter = () => {
            const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
            const isSearch = words.length > 0;
            const has = (text) => words.every((word) => text.includes(word));
            index ??= { verdicts: verdicts(), rows: findingsAndHosts() };
            let findings = 0;
            for (const { e, text } of index.rows) {
              const isHidden = isSearch && !has(text);
              if (e.hidden !== isHidden) e.hidden = isHidden;
              if (!isHidden && e.classList.contains("finding")) findings++;
            }
            for (const block of all(".requirement"))
              block.hidden = isSearch && !block.querySelector(".finding:not([hidden])");
            for (const block of all(".cluster")) block.hidden = isSearch && !block.querySelector("tbody tr:not([hidden])");
            for (const list of all("details.req")) list.hidden = isSearch;
            document.querySelector(".none-left")?.toggleAttribute("hidden", findings > 0 || !isSearch);
            found.hidden = !isSearch;
            hits.replaceChildren();
            if (!isSearch) return;
            const matches = index.verdicts.filter((verdict) => has(verdict.text));
            show(matches);
            hits.append(link("#findings", `${findings} findings`), ", ", link("#verdicts", `${matches.length} verdicts`));
          };

          document.querySelector(".search").hidden = false;
          let waiting = 0;
          search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
          addEventListener("keydown", (event) => {
            const isTyping = /^(input|textarea|select)$/.test(document.activeElement?.localName);
            if (event.key === "/" && !isTyping) { event.preventDefault(); search.focus(); }
            if (event.key === "Escape" && document.activeElement === search) { search.value = ""; filter(); }
          });
        })();

        """#

    /// Its SHA-256 in base 64, by which browsers know it.
    static let sha256 = "SUv8FivSL+9bGRFYD02cH5FQRJ5vxvr/ya+8mjFiIa8="
}
