extension PageStyle {
    /// Verdicts, tables and the matrix.
    static let tables: Markup = #"""
        /* Tables */
        /* What a screen reader alone is told would make it scroll downwards as well. */
        .scroll { overflow: auto hidden; padding-bottom: .2rem; max-width: 100%; position: relative; }
        /* What goes on at the right fades there, as long as there is any. */
        @supports (animation-timeline: scroll()) {
          .scroll { animation: fade linear both; animation-timeline: scroll(self inline); }
        }
        @keyframes fade { 0%, 99% { mask-image: linear-gradient(to left, transparent, #000 2.5rem); } }
        table { border-collapse: collapse; font-size: .9rem; line-height: 1.4; }
        caption { text-align: left; font-weight: 600; padding: .7rem 0 .25rem; }
        th, td {
          text-align: left; vertical-align: top; padding: .28rem 1.3rem .28rem 0; border-bottom: 1px solid var(--line);
        }
        thead th {
          font-weight: 400; color: var(--soft); font-size: .82rem; vertical-align: bottom;
          border-bottom-color: var(--soft);
        }
        tbody th { font-weight: 600; }
        .n { text-align: right; }
        td code.sha { font-size: .78rem; color: var(--soft); }
        .standing { width: 100%; min-width: 50rem; max-width: 68rem; table-layout: fixed; }
        .standing th:first-child { width: 24%; }
        .standing th:nth-child(2) { width: 18%; }
        .standing th.n { width: 7.5%; }
        .standing td:last-child, .standing th:last-child { padding-right: 0; }
        .standing td:last-child { padding-top: .1rem; padding-bottom: .1rem; }
        .standing td:last-child a { padding: 0; margin: 0; line-height: 1.6rem; }
        .settle { padding-left: 1.3rem; } .settle li { margin-bottom: .55rem; } .settle .hint { margin: .1rem 0 0; }
        .sites td:empty { border: 0; }
        .sites td { min-width: 9.5rem; padding: .4rem .9rem .5rem .6rem; border-left: 1px solid var(--line); }
        .sites td.error { background: var(--error-bg); }
        .sites td.warning { background: var(--warning-bg); }
        .sites td.unknown { background: var(--unknown-bg); }

        /* What can be hit is at least 24 pixels high (WCAG 2.5.8). */
        td a, .facts a, .says a, .settle .hint a, h3 a, .names a {
          display: inline-block; padding: .2rem 0; margin: -.2rem 0; min-width: 1.6rem;
        }
        .tally a { display: inline-block; min-height: 1.6rem; }
        summary { min-height: 1.6rem; }

        /* Matrix */
        .cluster { margin: .5rem 0 1rem; }
        .cluster > summary, .req > summary { cursor: pointer; padding: .25rem 0; }
        .cluster > summary h3, .req > summary h3 { display: inline; }
        .matrix { font-size: .84rem; }
        .matrix th, .matrix td { padding: 0; }
        .matrix tbody th {
          font-weight: 400; padding: .1rem .9rem .1rem 0; position: sticky; left: 0; background: var(--paper);
          white-space: nowrap; max-width: 16rem; overflow: hidden; text-overflow: ellipsis; z-index: 1;
        }
        .matrix tbody th bdi { overflow-wrap: normal; }
        .matrix tbody th details[open] { white-space: normal; }
        .matrix .cats th {
          font-size: .78rem; padding: 0 .15rem 0 .3rem; border-left: 1px solid var(--line); border-bottom: 0;
          max-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
        }
        .matrix th.up { height: 4.4rem; vertical-align: bottom; }
        .matrix th.up a {
          writing-mode: vertical-rl; transform: rotate(180deg); font-size: .76rem; text-decoration: none;
          color: var(--soft); padding: .15rem 0; line-height: 1.6rem;
        }
        .matrix th.up a:hover { color: var(--link); text-decoration: underline; }
        .matrix tbody td {
          height: 1.6rem; line-height: 1.6rem; padding: 0; width: 1.6rem; min-width: 1.6rem; text-align: center;
          border-bottom-color: var(--line); color: var(--none); position: relative;
        }
        .matrix td.first, .matrix th.first { border-left: 1px solid var(--line); }
        .matrix td a { display: block; text-decoration: none; color: inherit; font-weight: 700; line-height: 1.6rem; }
        .matrix td.none { font-weight: 400; }
        .matrix td.pass { color: var(--pass); }
        .matrix td.waived { color: var(--waived); background: var(--waived-bg); }
        .matrix td.info { color: var(--info); background: var(--info-bg); }
        .matrix td.error, .matrix td.broken { color: var(--error); background: var(--error-bg); }
        .matrix td.warning { color: var(--warning); background: var(--warning-bg); }
        .matrix td.unknown { color: var(--unknown); background: var(--unknown-bg); }
        .matrix tbody tr:hover td, .matrix tbody tr:hover th { border-bottom-color: var(--ink); }
        .matrix.wide tbody td { padding: .1rem .6rem; white-space: nowrap; }
        .matrix.wide thead th { padding: .2rem .6rem .2rem 0; }
        .names { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; font-size: .85rem; }
        .names li, .names b { unicode-bidi: isolate; overflow-wrap: anywhere; }
        @media (max-width: 96rem) {
          .matrix tbody th { max-width: 9.5rem; }
          .domain { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        }

        """#
}
