extension PageStyle {
    /// Charts.
    static let charts: Markup = #"""
        /* Charts: small multiples, at their own size. */
        .charts {
          display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 23rem), 1fr)); gap: 1.2rem 2rem;
          margin-top: .7rem; max-width: 76rem;
        }
        figure { min-width: 0; }
        figcaption { font-weight: 600; font-size: .9rem; line-height: 1.35; overflow-wrap: anywhere; }
        figure .note { font-size: .82rem; color: var(--soft); }
        figure details { font-size: .85rem; color: var(--soft); } figure details[open] { color: inherit; }
        figure.plain { margin: 1.2rem 0; }
        figure details td:empty { border-color: var(--soft); }
        figure details table { font-size: .8rem; } figure details th, figure details td { padding-right: .8rem; }
        .points { font-size: .8rem; }
        svg.chart { display: block; width: 100%; height: auto; max-width: 27rem; overflow: visible; }
        svg.wide { min-width: 46rem; max-width: 60rem; }
        svg text { font: 11px var(--sans); fill: var(--ink); font-variant-numeric: tabular-nums; }
        svg .unit { fill: var(--soft); font-size: 10px; } svg text:not([class]) { fill: var(--soft); font-size: 10.5px; }
        svg .axis { stroke: var(--soft); } svg .grid { stroke: var(--line); stroke-width: .7; }
        svg .bar { fill: var(--bar); } svg .bar-fail { fill: var(--error); }
        svg .line { fill: none; stroke-width: 1.6; stroke-linejoin: round; } svg .thick { stroke-width: 2.4; }
        svg .forward { stroke: var(--one); } svg .reverse { stroke: var(--two); } svg .dashed { stroke-dasharray: 4 2.5; }
        svg text.forward { fill: var(--one); stroke: none; } svg text.reverse { fill: var(--two); stroke: none; }
        svg .dot { fill: var(--one); } svg .ring { fill: var(--paper); stroke: var(--one); stroke-width: 1.5; }
        svg .drop { stroke: var(--soft); stroke-width: .8; stroke-dasharray: 2 2; }
        svg .drop.thick { stroke-width: 1.4; stroke-dasharray: none; }
        svg .whisker { stroke: var(--soft); stroke-width: 1; } svg .quart { stroke: var(--one); stroke-width: 3; }
        svg .limit { stroke: var(--error); stroke-width: 1.4; }
        svg text.limit-text { fill: var(--error); font-weight: 600; font-size: 10.5px; }
        svg .asked { stroke: var(--soft); stroke-dasharray: 5 3; }
        svg text.asked-text { fill: var(--soft); font-size: 10px; }
        svg .slow { fill: var(--unknown); opacity: .55; }
        svg .cross { stroke: var(--error); stroke-width: 2; fill: none; }
        svg .breaking { fill: var(--panel); stroke: var(--line); stroke-dasharray: 3 2; }
        svg .site { fill: var(--panel); stroke: var(--line); } svg text.site-name { font-weight: 600; font-size: 12px; }
        svg .link { fill: none; stroke-width: 1.8; stroke: var(--none); }
        svg .link.v-pass { stroke: var(--pass); }
        svg .link.v-fail { stroke: var(--error); stroke-width: 2.6; }
        svg .link.v-warning { stroke: var(--warning); stroke-dasharray: 7 3; }
        svg .link.v-unknown { stroke: var(--unknown); stroke-dasharray: 2 3; }
        svg text.v-fail { fill: var(--error); }
        svg text.v-warning { fill: var(--warning); }
        svg text.v-unknown { fill: var(--unknown); }
        svg .value { font-size: 10.5px; }
        svg .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
        .judged { margin-right: .9rem; }
        .path { margin-top: 1rem; padding-bottom: .8rem; border-bottom: 1px solid var(--line); }
        .path > summary { cursor: pointer; }
        .path > summary h3 { display: inline; }
        .says { max-width: 62rem; }
        .says .v { margin-left: .6rem; font-size: .9rem; }

        """#
}
