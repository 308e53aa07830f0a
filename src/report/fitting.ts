/** The first items of a JSON list, as JSON, that have at most so many UTF-16 units together, a comma for each. */
export function fitting(items: readonly string[], limit: number): readonly string[] {
  let room = limit;
  const end = items.findIndex((item) => (room -= item.length + 1) < 0);
  return end < 0 ? items : items.slice(0, end);
}

/** Divides room: what needs less than its share leaves the rest to the others. In the order of `needs`. */
export function shares(needs: readonly number[], room: number): readonly number[] {
  const shared = needs.map(() => 0);
  let left = Math.max(0, room);
  const order = needs.map((need, index) => ({ need, index })).sort((a, b) => a.need - b.need);
  for (const [position, { need, index }] of order.entries()) {
    const share = Math.min(need, Math.floor(left / (order.length - position)));
    shared[index] = share;
    left -= share;
  }
  return shared;
}
