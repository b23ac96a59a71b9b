/// The style sheet of the page.
enum HTMLStyle {
    static let sheet: HTML = """
        :root {
          --text: #1f2328; --faint: #59636e; --ground: #fff; --panel: #f6f8fa; --line: #d1d9e0;
          --error: #b3261e; --warning: #8a5a00; --note: #0a58a6; --mark: #ffe58a;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --text: #e6edf3; --faint: #9aa5b1; --ground: #0d1117; --panel: #161b22; --line: #30363d;
            --error: #ff8a80; --warning: #e3b341; --note: #79b8ff; --mark: #6b5200;
          }
        }
        body {
          margin: 0 auto; max-width: 64rem; padding: 1rem; background: var(--ground); color: var(--text);
          font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
        }
        h1 { font-size: 1.3rem; margin: 0; }
        h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1rem; margin: 0; }
        p { margin: .25rem 0; }
        code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
        pre { margin: .5rem 0; padding: .4rem .6rem; overflow-x: auto; background: var(--panel); border-radius: 4px; }
        article { margin: 1rem 0; padding-left: .75rem; border-left: 4px solid var(--line); }
        article.error { border-color: var(--error); }
        article.warning { border-color: var(--warning); }
        article.note { border-color: var(--note); }
        .error .severity { color: var(--error); }
        .warning .severity { color: var(--warning); }
        .note .severity { color: var(--note); }
        .summary { font-weight: 600; }
        .remark { padding: .4rem .6rem; background: var(--panel); border-left: 4px solid var(--note); }
        .where, .rule, .number, footer { color: var(--faint); }
        .number { display: inline-block; min-width: 3rem; text-align: right; user-select: none; }
        mark { background: var(--mark); color: inherit; }
        summary { cursor: pointer; color: var(--faint); }
        dt { font-weight: 600; }
        dd { margin: 0 0 .5rem 1rem; }
        """
}
