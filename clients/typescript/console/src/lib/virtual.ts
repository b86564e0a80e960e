/** The arithmetic of a list that draws only what can be seen. Rows are known by key; a row's height is a guess until it was measured. */

export interface Range {
  /** The first row to draw. */
  readonly start: number;
  /** The row behind the last one to draw. */
  readonly end: number;
}

/** A place in the list that stays put while rows come, go and change above it. */
export interface Anchor {
  readonly key: string;
  /** How far the row's upper edge is above the viewport's. */
  readonly above: number;
}

export class Heights {
  private keys: readonly string[] = [];
  private index = new Map<string, number>();
  private measured = new Map<string, number>();
  /** offsets[i] is the upper edge of row i; one more at the end is the total. Undefined when a height has changed since. */
  private offsets: Float64Array | undefined;

  constructor(private readonly guess: number) {}

  get count(): number {
    return this.keys.length;
  }

  get total(): number {
    return this.all()[this.keys.length] ?? 0;
  }

  setKeys(keys: readonly string[]): void {
    if (keys === this.keys) return;
    this.keys = keys;
    this.index = new Map(keys.map((key, i) => [key, i]));
    this.offsets = undefined;
  }

  /** Remembers a row's height; says whether it was another. In a list that is not shown, such as behind another pane, all rows are 0 high: that is no height. */
  measure(key: string, height: number): boolean {
    if (height === 0 || this.measured.get(key) === height) return false;
    this.measured.set(key, height);
    this.offsets = undefined;
    return true;
  }

  /** Forgets all heights, such as when the width has changed. */
  forget(): void {
    this.measured.clear();
    this.offsets = undefined;
  }

  indexOf(key: string): number {
    return this.index.get(key) ?? -1;
  }

  offsetOf(row: number): number {
    return this.all()[Math.max(0, Math.min(row, this.keys.length))] ?? 0;
  }

  heightOf(row: number): number {
    return this.offsetOf(row + 1) - this.offsetOf(row);
  }

  /** The row at a distance from the top: the last one whose upper edge is not below it. */
  rowAt(y: number): number {
    const offsets = this.all();
    let low = 0;
    let high = Math.max(0, this.keys.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((offsets[middle] ?? 0) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The rows that a viewport shows, with some more on both sides so that fast scrolling shows no gap. */
  range(top: number, height: number, overscan: number): Range {
    if (this.keys.length === 0) return { start: 0, end: 0 };
    return {
      start: Math.max(0, this.rowAt(Math.max(0, top - overscan))),
      end: Math.min(this.keys.length, this.rowAt(top + height + overscan) + 1),
    };
  }

  anchorAt(top: number): Anchor | undefined {
    const row = this.rowAt(Math.max(0, top));
    const key = this.keys[row];
    return key === undefined ? undefined : { key, above: top - this.offsetOf(row) };
  }

  /** Where to scroll to so that the anchor is where it was; undefined if its row is gone. */
  topOf(anchor: Anchor): number | undefined {
    const row = this.index.get(anchor.key);
    return row === undefined ? undefined : this.offsetOf(row) + anchor.above;
  }

  private all(): Float64Array {
    if (this.offsets) return this.offsets;
    const offsets = new Float64Array(this.keys.length + 1);
    let sum = 0;
    for (let i = 0; i < this.keys.length; i++) {
      offsets[i] = sum;
      sum += this.measured.get(this.keys[i] as string) ?? this.guess;
    }
    offsets[this.keys.length] = sum;
    this.offsets = offsets;
    return offsets;
  }
}
