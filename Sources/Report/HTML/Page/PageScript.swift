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

          // What can be found: read from the page when something is first searched for. Of a list of subjects one text is
          // taken, a line for each, so that a hundred thousand verdicts are read and searched at once.
          let index;
          const lower = (text) => text.toLowerCase();
          const verdicts = () => all("details.req").flatMap((list) => {
            const rule = list.id.slice(2), title = list.querySelector("h3").textContent;
            return all(".group", list).flatMap((group) => {
              const verdict = group.querySelector("h4"), head = lower(`${title} ${verdict.textContent}`);
              return all("ul", group).map((names) => {
                const isInCluster = names.parentElement.localName === "dd";
                const cluster = isInCluster ? names.parentElement.previousElementSibling.textContent + "/" : "";
                const text = lower(names.textContent);
                return { rule, verdict, head, cluster, names, text, lines: text.split("\n").slice(1) };
              });
            });
          });
          const findings = () => all(".finding").map((e) => {
            const title = e.closest(".requirement").querySelector("h3").textContent;
            return { e, text: lower(`${title} ${e.textContent}`) };
          });
          // A host has a row of its own, or is an item of the list in a row's head.
          const grave = ["broken", "error", "warning", "unknown", "info", "waived"];
          const hosts = () => all(".matrix tbody tr").map((row) => {
            const head = row.firstChild, within = row.closest("details.cluster")?.querySelector("h3");
            const cluster = (within ?? head.querySelector("summary") ?? head).textContent;
            const items = all("li", head), isList = items.length > 0 || !within;
            const one = (name, verdict) => ({ name, cluster, verdict, text: lower(`${cluster}/${name}`) });
            const cell = grave.map((kind) => row.querySelector("td." + kind)).find(Boolean);
            return {
              e: row,
              text: lower(`${cluster} ${head.textContent}`),
              hosts: isList
                ? items.map((item) => one(item.firstChild.textContent.trim(), item.querySelector(".v")))
                : [one(head.textContent, cell)],
            };
          });

          const cell = (row, ...nodes) => { const td = row.insertCell(); td.append(...nodes); };
          const copy = (node) => [...node.childNodes].map((child) => child.cloneNode(true));
          const table = (title, columns, count, rows) => {
            const grid = document.createElement("table");
            grid.createCaption().textContent = `${count > most ? `The first ${most} of ` : ""}${title}`;
            const head = grid.createTHead().insertRow();
            for (const word of columns) head.append(Object.assign(element("th", word), { scope: "col" }));
            const body = grid.createTBody();
            for (const row of rows) row(body.insertRow());
            const scroll = Object.assign(element("div", ""), { className: "scroll", tabIndex: 0 });
            scroll.append(grid);
            return scroll;
          };
          const hostRow = ({ name, cluster, verdict }) => (row) => {
            const word = verdict?.querySelector("i")?.textContent;
            const told = word ? `${verdict.textContent.slice(0, -word.length)} ${word}` : verdict?.textContent;
            cell(row, element("bdi", name));
            cell(row, element("bdi", cluster));
            cell(row, told ?? "no finding");
          };
          const verdictRow = ({ rule, verdict, cluster, names }, item) => (row) => {
            const subject = element("bdi", cluster + names.children[item].textContent.trim());
            const to = names.children[item].querySelector("a")?.getAttribute("href");
            cell(row, link("#r-" + rule, rule));
            cell(row, ...copy(verdict));
            if (to) { const a = link(to, ""); a.append(subject); cell(row, a); } else cell(row, subject);
          };

          const matchingVerdicts = (words) => {
            const first = [];
            let count = 0;
            for (const list of index.verdicts) {
              const start = lower(list.cluster);
              // A word with a slash may be the end of the cluster's name and the start of the subject's.
              const has = (line, word) => line.includes(word) || (word.includes("/") && (start + line).includes(word));
              const rest = words.filter((word) => !list.head.includes(word) && !start.includes(word));
              if (!rest.every((word) => word.includes("/") || list.text.includes(word))) continue;
              list.lines.forEach((line, item) => {
                if (!rest.every((word) => has(line, word))) return;
                if (count++ < most) first.push(verdictRow(list, item));
              });
            }
            return { count, first };
          };

          const told = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
          const filter = () => {
            const words = lower(search.value).split(/\s+/).filter(Boolean);
            const isSearch = words.length > 0;
            const has = (text) => words.every((word) => text.includes(word));
            index ??= { verdicts: verdicts(), findings: findings(), rows: hosts() };
            const hide = ({ e, text }) => {
              const isHidden = isSearch && !has(text);
              if (e.hidden !== isHidden) e.hidden = isHidden;
              return !isHidden;
            };
            const open = index.findings.filter(hide).length, rows = index.rows.filter(hide);
            for (const block of all(".requirement"))
              block.hidden = isSearch && !block.querySelector(".finding:not([hidden])");
            for (const block of all(".cluster")) block.hidden = isSearch && !block.querySelector("tbody tr:not([hidden])");
            for (const list of all("details.req")) list.hidden = isSearch;
            document.querySelector(".none-left")?.toggleAttribute("hidden", open > 0 || !isSearch);
            found.hidden = !isSearch;
            hits.replaceChildren();
            found.replaceChildren();
            if (!isSearch) return;
            const near = rows.flatMap((row) => row.hosts).filter((host) => has(host.text));
            const { count, first } = matchingVerdicts(words);
            if (near.length > 0) {
              const title = `${told(near.length, "host")} that match`;
              found.append(table(title, ["Host", "Cluster", "Gravest finding"], near.length, near.slice(0, most).map(hostRow)));
            }
            if (first.length > 0)
              found.append(table(`${told(count, "verdict")} that match`, ["Requirement", "Verdict", "Subject"], count, first));
            else found.append(element("p", `No verdict matches${$("counted") ? " that is listed one by one" : ""}.`));
            for (const id of ["unnamed", "counted"]) if ($(id)) found.append(element("p", $(id).textContent));
            hits.append(
              link("#found", told(near.length, "host")), ", ", link("#findings", told(open, "finding")), ", ",
              link("#found", told(count, $("counted") ? "listed verdict" : "verdict")));
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
    static let sha256 = "KzF5zFa9OBlJlxqe4beqOzRGI1Wwgpavzp/11B/vMG8="
}
