extension PageStyle {
    /// Contents, search and head.
    static let frame: Markup = #"""
        /* Frame: contents at the side where there is room for them, above the page elsewhere. */
        .frame { max-width: 96rem; margin: 0 auto; padding: 1.4rem clamp(.9rem, 2.2vw, 2.2rem) 4rem; }
        nav ol { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .87rem; }
        nav a { text-decoration: none; display: inline-block; padding: .2rem 0; }
        nav a:hover { text-decoration: underline; }
        .search { margin-bottom: .6rem; font-size: .87rem; }
        .search label { display: block; }
        .search input {
          width: 100%; max-width: 26rem; font: inherit; padding: .3rem .5rem; color: inherit; background: var(--paper);
          border: 1px solid var(--soft); border-radius: 2px;
        }
        #hits { min-height: 1.5em; color: var(--soft); }
        @media (min-width: 76rem) {
          .frame { display: grid; grid-template-columns: 12.8rem minmax(0, 1fr); gap: 1.8rem; }
          nav { position: sticky; top: 1.4rem; align-self: start; padding-top: .2rem; }
          nav ol { display: block; }
        }
        @media (max-width: 75.99rem) {
          nav { border-bottom: 1px solid var(--line); padding-bottom: .6rem; margin-bottom: 1.2rem; }
        }

        /* Head */
        .kicker { color: var(--soft); font-size: .87rem; }
        h1 {
          font-size: clamp(1.45rem, 1.1rem + 1.6vw, 2.2rem); line-height: 1.2; font-weight: 600; letter-spacing: -.01em;
          max-width: 58rem; text-wrap: balance; margin: .1rem 0 1rem;
        }
        h1 .rest { font-weight: 400; }
        .tally {
          list-style: none; padding: 0; display: flex; flex-wrap: wrap; border-top: 2px solid var(--ink);
          border-bottom: 1px solid var(--line); margin-bottom: 1rem;
        }
        .tally li { padding: .35rem 1.5rem .4rem 0; }
        .tally a { text-decoration: none; color: inherit; font-size: .9rem; white-space: nowrap; }
        .tally a:hover { text-decoration: underline; }
        .tally strong { font-size: 1.45rem; font-weight: 600; margin-right: .2rem; }
        .tally .sign { display: inline-block; min-width: 1em; font-weight: 700; margin-right: .15rem; }
        .tally .none { color: var(--soft); }
        .facts { display: flex; flex-wrap: wrap; gap: .25rem 1.8rem; font-size: .9rem; }
        .facts div { min-width: 0; }
        .facts dt { color: var(--soft); font-size: .8rem; line-height: 1.2; }
        .facts dd { margin: 0; }
        .facts.tight { font-size: .87rem; gap: .2rem 1.5rem; margin: .35rem 0; }

        h2 {
          font-size: 1.3rem; font-weight: 600; line-height: 1.25; margin: 2.6rem 0 .5rem; padding-top: .5rem;
          border-top: 1px solid var(--ink);
        }
        h3 { font-size: 1.02rem; font-weight: 600; line-height: 1.35; }
        h4 { font-size: .95rem; font-weight: 600; line-height: 1.4; }
        .hint { color: var(--soft); font-size: .87rem; font-weight: 400; }
        p.hint { margin-bottom: .6rem; max-width: 52rem; }
        .notice {
          border-left: 3px solid var(--unknown); background: var(--panel); padding: .5rem .8rem; margin: .8rem 0;
          font-size: .92rem;
        }
        .notice h3 { font-size: .95rem; }
        .notice ul { padding-left: 1.1rem; margin: .2rem 0; }

        /* Verdicts: a sign and a word, and a colour besides. */
        .v { font-weight: 600; white-space: nowrap; }
        h1 .v, .says .v, p .v { white-space: normal; }
        .v.error, .v.broken, .sign { color: inherit; }
        .v.error, .error .sign, .v.broken { color: var(--error); }
        .v.warning, .warning .sign { color: var(--warning); }
        .v.info, .info .sign { color: var(--info); }
        .v.unknown, .unknown .sign { color: var(--unknown); }
        .v.waived, .waived .sign { color: var(--waived); }
        .v.pass, .pass .sign { color: var(--pass); }
        .v.notApplicable, .notApplicable .sign { color: var(--none); }
        .cluster > summary .v { font-size: .87rem; margin-left: .5rem; }
        .legend { font-size: .85rem; margin: .2rem 0 .6rem; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }

        """#
}
