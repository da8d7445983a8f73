extension PageStyle {
    /// Colours, light and dark, and what every element has.
    static let colours: Markup = #"""
        /* One sheet, no framework. Colours first, so that dark is a change of values and nothing else. All pairs are at
        least 4.5 to 1. */
        :root {
          --paper: #fff; --panel: #f5f5f2; --line: #d4d4cf; --ink: #1b1c1e; --soft: #575b60; --link: #0b4f9c;
          --focus: #0b4f9c;
          --error: #ab1f18; --warning: #8a5200; --info: #2b5d7d; --unknown: #6a3da3; --waived: #555b12; --pass: #1c6b3a;
          --none: #6a6e73;
          --error-bg: #fbe9e7; --warning-bg: #fbf0dc; --unknown-bg: #f1e9fa; --waived-bg: #f1f1da; --info-bg: #e6eff5;
          --one: #1f5f99; --two: #a3500f; --bar: #7391ab; --mark: #ffe9a8;
          --sans: system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif;
          --mono: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --paper: #16181a; --panel: #1f2225; --line: #3b3f44; --ink: #e5e6e7; --soft: #a9adb2; --link: #8ebdf2;
            --focus: #8ebdf2;
            --error: #ff9188; --warning: #efb55c; --info: #8fc4e6; --unknown: #c9abf5; --waived: #cdd27a;
            --pass: #7fcf9b; --none: #9ba0a6;
            --error-bg: #3a1f1d; --warning-bg: #372a13; --unknown-bg: #2b2238; --waived-bg: #2c2d16; --info-bg: #1b2b36;
            --one: #7db7ee; --two: #f0a163; --bar: #4b6a86; --mark: #55481a;
          }
        }

        /* High contrast: signs, words and borders tell what colours told. */
        @media (forced-colors: active) {
          :root {
            --paper: Canvas; --panel: Canvas; --line: GrayText; --ink: CanvasText; --soft: CanvasText; --link: LinkText;
            --focus: Highlight;
            --error: CanvasText; --warning: CanvasText; --info: CanvasText; --unknown: CanvasText; --waived: CanvasText;
            --pass: CanvasText; --none: CanvasText;
            --error-bg: Canvas; --warning-bg: Canvas; --unknown-bg: Canvas; --waived-bg: Canvas; --info-bg: Canvas;
            --one: CanvasText; --two: LinkText; --bar: GrayText; --mark: Mark;
          }
          .matrix td:is(.broken, .error, .warning, .unknown, .info, .waived) { outline: 1px solid; outline-offset: -2px; }
          .sites td:is(.error, .warning, .unknown) { border: 2px solid; }
        }

        *, ::before, ::after { box-sizing: border-box; }
        html {
          color-scheme: light dark; background: var(--paper); color: var(--ink); font: 15px/1.5 var(--sans);
          -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem;
        }
        body { margin: 0; }
        body, table { font-variant-numeric: tabular-nums lining-nums; }
        a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
        :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
        main:focus { outline: none; }
        [hidden] { display: none !important; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus {
          left: 1rem; top: .5rem; padding: .4rem .8rem; background: var(--paper); border: 1px solid; z-index: 2;
        }
        .unseen, td i {
          position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
        }
        h1, h2, h3, h4, p, dl, ul, ol, figure, pre { margin: 0; }
        bdi, code, mark { overflow-wrap: anywhere; }
        /* In a table a name must not shrink its column to a letter: the table scrolls instead. */
        td bdi, th bdi, td code { overflow-wrap: break-word; }
        code, pre { font: .86em/1.5 var(--mono); }
        code.command { background: var(--panel); padding: .1em .35em; border-radius: 2px; }

        """#
}
