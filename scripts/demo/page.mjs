import { marked } from "marked";

/** One page in the manner of GitHub's page of a run: what failed, the annotations, the job summary. */
export function page({ title, exitCode, annotations, summary }) {
  const failed = exitCode !== 0;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
<header>
  <span class="sign ${failed ? "failed" : "passed"}">${failed ? "✕" : "✓"}</span>
  <div><h1>${escape(title)}</h1><p>deploy · ${failed ? "failed" : "succeeded"}</p></div>
</header>
<main>
  ${annotations.length === 0 ? "" : annotationBox(annotations)}
  <section class="box">
    <h2>deploy summary</h2>
    <div class="markdown">
${marked.parse(summary, { gfm: true, async: false })}
    </div>
  </section>
</main>
</html>
`;
}

function annotationBox(annotations) {
  const items = annotations.map(({ kind, title, file, line, message }) => {
    const place = file === undefined ? "" : `${file}${line === undefined ? "" : `#L${line}`}`;
    return `<li class="${kind.toLowerCase()}">
      <strong>${escape([title, place].filter(Boolean).join(" · "))}</strong>
      <p>${escape(message)}</p>
    </li>`;
  });
  return `<section class="box"><h2>Annotations</h2><ul class="annotations">${items.join("")}</ul></section>`;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** GitHub's own measures and colours, light and dark. */
const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1f2328; --muted: #59636e; --border: #d1d9e0; --page: #f6f8fa; --box: #fff; --row: #f6f8fa;
  --code: #818b981f; --link: #0969da; --red: #d1242f; --green: #1a7f37; --yellow: #9a6700; --blue: #0969da;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #f0f6fc; --muted: #9198a1; --border: #3d444d; --page: #010409; --box: #0d1117; --row: #151b23;
    --code: #656c7633; --link: #4493f8; --red: #f85149; --green: #3fb950; --yellow: #d29922; --blue: #4493f8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif,
    "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji";
}
header, main { max-width: 960px; margin: 0 auto; padding: 24px 16px 0; }
header { display: flex; gap: 12px; align-items: flex-start; }
header h1 { font-size: 20px; font-weight: 600; margin: 0; }
header p { margin: 0; color: var(--muted); }
.sign {
  flex: none; width: 24px; height: 24px; margin-top: 3px; border-radius: 50%; color: #fff; font-weight: 700;
  text-align: center; line-height: 24px;
}
.passed { background: var(--green); }
.failed { background: var(--red); }
.box {
  background: var(--box); border: 1px solid var(--border); border-radius: 6px; margin: 0 0 16px; overflow: hidden;
}
.box > h2 {
  font-size: 14px; font-weight: 600; margin: 0; padding: 12px 16px; border-bottom: 1px solid var(--border);
}
.annotations { list-style: none; margin: 0; padding: 0; }
.annotations li { padding: 12px 16px; border-left: 4px solid; }
.annotations li + li { border-top: 1px solid var(--border); }
.annotations li.error { border-left-color: var(--red); }
.annotations li.warning { border-left-color: var(--yellow); }
.annotations li.notice { border-left-color: var(--blue); }
.annotations p { margin: 4px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.markdown { padding: 24px; font-size: 16px; overflow-wrap: break-word; }
.markdown > :first-child { margin-top: 0; }
.markdown > :last-child { margin-bottom: 0; }
.markdown h2, .markdown h3 { font-weight: 600; line-height: 1.25; margin: 24px 0 16px; }
.markdown h2 { font-size: 24px; padding-bottom: .3em; border-bottom: 1px solid var(--border); }
.markdown h3 { font-size: 20px; }
.markdown p, .markdown ul, .markdown table, .markdown details { margin: 0 0 16px; }
.markdown ul { padding-left: 2em; }
.markdown li + li { margin-top: .25em; }
.markdown a { color: var(--link); }
.markdown code {
  font: 85% ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
  background: var(--code); border-radius: 6px; padding: .2em .4em;
}
.markdown pre { background: var(--row); border-radius: 6px; padding: 16px; overflow: auto; }
.markdown pre code { background: none; padding: 0; }
.markdown table { display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse; }
.markdown th, .markdown td { padding: 6px 13px; border: 1px solid var(--border); }
.markdown tr:nth-child(2n) td { background: var(--row); }
.markdown summary { cursor: pointer; }
.markdown details > table { margin-top: 16px; }
`;
