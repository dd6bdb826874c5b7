/** About so many comments share a box. */
const most = 25;

/** Rows that share a box, and the box where they were before. */
export interface Group<Row, Box> {
  box: Box | undefined;
  rows: Row[];
}

/**
 * Deals rows out to boxes. What weighs more than a box holds (a comment with many replies) has one to
 * itself. Rows stay in the box where they were, so that a new comment moves none of the others, until
 * that holds twice as many; in another order all of them are dealt out anew. `boxes` are those that
 * there are, in order.
 */
export function deal<Row, Box>(
  rows: readonly Row[],
  boxes: readonly Box[],
  boxOf: (row: Row) => Box | undefined,
  weigh: (row: Row) => number,
): Group<Row, Box>[] {
  const places = new Map(boxes.map((box, place) => [box, place]));
  const groups: Group<Row, Box>[] = [];
  let group: Group<Row, Box> | undefined;
  for (const row of rows) {
    const box = boxOf(row);
    if (box !== undefined && group && box !== group.box) {
      if (group.box === undefined) group.box = box;
      else if (places.get(box)! < places.get(group.box)!) {
        return cut<Row, Box>(rows, undefined, weigh);
      } else group = undefined;
    }
    if (!group) groups.push((group = { box, rows: [] }));
    group.rows.push(row);
  }
  return groups.flatMap(({ box, rows: same }) => {
    const isFit = same.length === 1 || weightOf(same, weigh) <= 2 * most;
    return isFit && box !== undefined ? [{ box, rows: same }] : cut(same, box, weigh);
  });
}

/** Is it too heavy to share a box with others? */
export function isHeavy(weight: number): boolean {
  return weight > most;
}

/** Has it become that much since the last time it was looked at, so that it is worth a change? */
export function isOverdue(weight: number): boolean {
  return weight > 2 * most;
}

export function weightOf<Row>(rows: readonly Row[], weigh: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + weigh(row), 0);
}

function cut<Row, Box>(
  rows: readonly Row[],
  box: Box | undefined,
  weigh: (row: Row) => number,
): Group<Row, Box>[] {
  const groups: Group<Row, Box>[] = [];
  let weight = Infinity;
  for (const row of rows) {
    weight += weigh(row);
    if (weight > most) {
      groups.push({ box: groups.length === 0 ? box : undefined, rows: [] });
      weight = weigh(row);
    }
    groups.at(-1)!.rows.push(row);
  }
  return groups;
}
