/** The middle of several numbers, and the least and the greatest of them. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spread(numbers: readonly number[]): Spread {
  if (numbers.length === 0 || !numbers.every(Number.isFinite)) {
    throw new Error(`Not measured: ${numbers.join(', ') || 'nothing'}`);
  }
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  return { median, least: sorted[0]!, most: sorted.at(-1)! };
}

/** `120 (98–131)`; one number where all are the same. */
export function spreadText(numbers: readonly number[], digits = 0): string {
  const { median, least, most } = spread(numbers);
  const [middle, low, high] = [median, least, most].map((number) => number.toFixed(digits));
  return low === high ? middle! : `${middle} (${low}–${high})`;
}

/** Rows as plain text: the first column to the left, numbers to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows
    .map((row) => {
      const cells = row.map((cell, at) =>
        at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!),
      );
      return `  ${cells.join('   ')}`.trimEnd();
    })
    .join('\n');
}
