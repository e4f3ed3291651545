// Text addressed by Unicode code points. The server counts code points, JavaScript counts UTF-16 units: one emoji apart,
// every later mark would sit one letter off. All conversion happens here.

export class CodePoints {
  readonly text: string;
  /** Length in code points. */
  readonly length: number;
  /** Where each code point begins in UTF-16 units; null when the two counts agree. */
  private readonly units: Uint32Array | null;

  constructor(text: string) {
    this.text = text;
    this.units = /[\ud800-\udfff]/.test(text) ? starts(text) : null;
    this.length = this.units ? this.units.length - 1 : text.length;
  }

  /** The UTF-16 unit at which code point `at` begins; offsets outside the text are moved to its ends. */
  unit(at: number): number {
    const inside = Math.min(Math.max(at, 0), this.length);
    return this.units ? (this.units[inside] ?? this.text.length) : inside;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

function starts(text: string): Uint32Array {
  const found: number[] = [];
  let unit = 0;
  for (const point of text) {
    found.push(unit);
    unit += point.length;
  }
  found.push(unit);
  return Uint32Array.from(found);
}
