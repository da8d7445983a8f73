extension PageStyle {
    /// Phones and paper.
    static let paper: Markup = #"""
        @media (max-width: 40rem) {
          .tally li { padding-right: 1.1rem; }
          th, td { padding-right: .8rem; }
          .told { margin-left: 0; display: flex; }
          .group { margin-left: 0; } .group dl { display: block; } .group dd { margin-bottom: .4rem; }
          figure details .scroll { font-size: .95em; }
        }

        /* Paper: all that is folded is unfolded, but the lists of a large estate. */
        @page {
          size: A4; margin: 17mm 15mm 18mm;
          @bottom-left { content: "vMotion preflight report"; font: 8pt sans-serif; color: #555; }
          @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; }
        }
        @media print {
          html { font-size: 9.2pt; color-scheme: light; }
          .frame { display: block; padding: 0; max-width: none; }
          nav, .filter, .skip, #found { display: none; }
          a { color: inherit; text-decoration: none; }
          h2 { break-after: avoid; margin-top: 1.6rem; } h3, h4, caption, figcaption, thead { break-after: avoid; }
          .why { break-after: avoid; }
          .cluster, article, figure, tr, .excerpt, .group h4, .signatures { break-inside: avoid; }
          .scroll { overflow: visible; animation: none; }
          .requirement, .req { content-visibility: visible; contain-intrinsic-size: none; }
          details > summary { list-style: none; }
          .few details::details-content, details.path::details-content, details.cluster::details-content,
          .requirement details::details-content {
            content-visibility: visible; display: block; height: auto;
          }
          figure details, .req .why, .filter, .hint .noprint { display: none; }
          .settle .hint, td a, .facts a { display: inline; }
          .charts { grid-template-columns: 1fr 1fr; gap: 1rem 1.4rem; }
          svg.wide { min-width: 0; }
          .matrix tbody th { position: static; max-width: none; }
          .matrix tbody td { height: 1.6rem; line-height: 1.6rem; padding: 0; width: 1.25rem; min-width: 1.25rem; }
          .matrix { font-size: .72rem; }
          .matrix th.up a { font-size: .66rem; line-height: 1.2rem; }
          table { font-size: .82rem; }
          .requirement td bdi, .requirement td code { overflow-wrap: anywhere; }
          td code.sha { word-break: break-all; }
          * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        }

        """#
}
