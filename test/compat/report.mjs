// The table of the compatibility run, and how many of the honest actions were left alone.

/** @param rows of `scripts/compat.mjs`; @returns whether all came out the same and few enough actions were interrupted */
export function report(rows) {
  const drivers = [...new Set(rows.map((r) => r.driver))];
  const pages = [...new Set(rows.map((r) => r.page))];
  console.log(`\n${'page'.padEnd(16)}${drivers.map((d) => d.padEnd(14)).join('')}(without us and with us)`);
  for (const page of pages) {
    const cells = drivers.map((driver) => {
      const row = rows.find((r) => r.page === page && r.driver === driver);
      return (row ? (row.differs.length ? `✗ ${row.differs.join(', ')}` : 'same') : '–').padEnd(14);
    });
    console.log(page.padEnd(16) + cells.join(''));
  }
  const byAgent = rows.filter((r) => r.driver !== 'person');
  const done = byAgent.flatMap((r) => r.done);
  const distinct = new Set(done.map(({ page, kind, target, value }) => [page, kind, target, value].join(' ')));
  const stops = byAgent.flatMap(({ driver, page, interrupted }) =>
    interrupted.map((stop) => ({ driver, page, ...stop })),
  );
  if (done.length > 0) {
    console.log(
      `\n${done.length} honest actions by an agent, ${distinct.size} of them distinct; ${stops.length} interrupted: ${share(done.length - stops.length, done.length)} went through`,
    );
    for (const { driver, page, kind, verdict, rules = [] } of stops)
      console.log(`  ${driver} ${page}: ${verdict} ${kind} by ${rules.join(', ')}`);
  }
  return rows.every((r) => r.differs.length === 0) && stops.length <= 0.004 * done.length;
}

/** A share with its 95 % interval (Wilson's). */
export function share(part, whole) {
  const z = 1.96;
  const p = part / whole;
  const middle = (p + z ** 2 / (2 * whole)) / (1 + z ** 2 / whole);
  const half = (z / (1 + z ** 2 / whole)) * Math.sqrt((p * (1 - p)) / whole + z ** 2 / (4 * whole ** 2));
  const percent = (x) => `${(100 * x).toFixed(2)} %`;
  return `${percent(p)} (${percent(middle - half)} – ${percent(Math.min(1, middle + half))})`;
}
