// Pairs of bars as SVG that can be read on a light and on a dark page.

const WIDTH = 760;
const LEFT = 20;
const BAR = 16;
const ROW = 66;
const COLOURS = { "prefect deploy": "#8b949e", "this action": "#1f6feb" };

/** @param rows `{ what, bare, action }`, both in seconds */
export function chart(rows) {
  const height = rows.length * ROW + 40;
  const parts = rows.map((row, index) => pair(row, 20 + index * ROW));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Seconds of prefect deploy and of this action">
<style>text { font: 13px system-ui, sans-serif; fill: #57606a } .of { font-weight: 600; fill: #1f2328 } @media (prefers-color-scheme: dark) { text { fill: #9198a1 } .of { fill: #f0f6fc } }</style>
${parts.join("\n")}
</svg>
`;
}

/** Each pair by its own scale: what counts is how the two compare. */
function pair({ what, bare, action }, top) {
  const longest = Math.max(bare, action);
  const room = WIDTH - LEFT - 190;
  const bars = [
    ["prefect deploy", bare],
    ["this action", action],
  ];
  const lines = bars.map(([who, value], index) => {
    const y = top + 10 + index * (BAR + 4);
    const width = Math.max(2, (value / longest) * room).toFixed(1);
    return `<rect x="${LEFT}" y="${y}" width="${width}" height="${BAR}" rx="2" fill="${COLOURS[who]}"/><text x="${LEFT + Number(width) + 8}" y="${y + 13}">${who}: ${value.toFixed(1)} s</text>`;
  });
  return `<text class="of" x="${LEFT}" y="${top}">${what.replaceAll("`", "")}</text>\n${lines.join("\n")}`;
}
