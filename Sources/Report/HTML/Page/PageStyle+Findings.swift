extension PageStyle {
    /// Findings, verdicts and signatures.
    static let findings: Markup = #"""
        /* Findings */
        .filter {
          border: 0; padding: 0; margin: 0 0 .8rem; display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; font-size: .9rem;
        }
        .filter legend { float: left; margin-right: 1.2rem; color: var(--soft); padding: 0; }
        .filter input { accent-color: var(--link); margin: 0 .2rem 0 0; }
        .requirement { margin: 1.5rem 0 0; content-visibility: auto; contain-intrinsic-size: auto 30rem; }
        .why, .sources { max-width: 52rem; font-size: .9rem; color: var(--soft); margin-top: .15rem; }
        .sources { font-size: .82rem; margin-top: .5rem; }
        article.finding {
          border-left: 3px solid var(--none); padding: .1rem 0 .1rem .9rem; margin: .9rem 0; max-width: 62rem;
        }
        article.error { border-color: var(--error); }
        article.warning { border-color: var(--warning); }
        article.unknown { border-color: var(--unknown); }
        article.waived { border-color: var(--waived); }
        article.info { border-color: var(--info); }
        article h4 { overflow-wrap: anywhere; font-weight: 500; }
        article p { font-size: .92rem; margin-top: .25rem; max-width: 54rem; overflow-wrap: anywhere; }
        :target { background: var(--panel); }
        .excerpt { margin: .35rem 0; font-size: .9rem; } .excerpt code, article details pre code { font-size: 1em; }
        article .facts div { display: flex; gap: .4rem; }
        article .facts dt { font-size: 1em; line-height: inherit; }
        article .facts dd { font-weight: 600; }
        article details { font-size: .9rem; }
        .excerpt .where { color: var(--soft); font-size: .82rem; }
        .excerpt pre, article details pre {
          font-size: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--panel);
          padding: .25rem .5rem;
        }
        .excerpt .no { color: var(--soft); user-select: none; }
        mark { background: var(--mark); color: inherit; border-bottom: 2px solid var(--error); font-weight: 600; }
        .place { font-family: var(--mono); font-size: .84em; }
        /* Without a script: what is not checked is not shown. */
        main:has(#show-error:not(:checked)) .finding.error, main:has(#show-warning:not(:checked)) .finding.warning,
        main:has(#show-info:not(:checked)) .finding.info,
        main:has(#show-unknown:not(:checked)) .finding.unknown, main:has(#show-waived:not(:checked)) .finding.waived {
          display: none;
        }

        /* All verdicts */
        .req { border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 2.2rem; }
        .req > summary h3 { font-size: .92rem; font-weight: 500; }
        .req .id { font-family: var(--mono); font-size: .86em; margin-right: .4rem; }
        .told { font-size: .82rem; display: inline-flex; flex-wrap: wrap; gap: 0 .9rem; margin-left: .5rem; }
        .group { margin: .5rem 0 .7rem 1rem; } .group h4 { font-weight: 400; }
        .group dl {
          font-size: .85rem; display: grid; grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr);
          gap: .1rem 1rem;
        }
        .group dt { color: var(--soft); overflow-wrap: anywhere; max-width: 14rem; } .group dd { margin: 0; }
        .names a { color: inherit; }
        #found { margin: .5rem 0 1rem; }

        .scroll + p { margin-top: .7rem; }
        .change.worse, .change.new { color: var(--error); } .change.better, .change.gone { color: var(--pass); }
        .signatures {
          display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 2rem;
          max-width: 56rem;
        }
        .signatures .who { font-weight: 600; }
        .signatures dl div { border-bottom: 1px solid var(--soft); padding: 1.5rem 0 .1rem; display: flex; gap: .6rem; }
        .signatures dt { color: var(--soft); font-size: .82rem; }

        """#
}
