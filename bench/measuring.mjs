// Timing that does not favour one of the things compared.

/**
 * Runs each task `runs` times after one run that is not counted. They take turns, so that a machine that becomes slower
 * or faster meanwhile does so for all of them. Returns milliseconds by name of the task.
 */
export async function interleaved(runs, tasks) {
  const times = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
  for (let run = 0; run <= runs; run++) {
    for (const [name, task] of Object.entries(tasks)) {
      const started = performance.now();
      await task();
      if (run > 0) times[name].push(performance.now() - started);
    }
  }
  return times;
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
