// Words that differ with a number: in English one and more, in Indonesian not at all.

export interface Plural {
  one?: string;
  other: string;
}

export const plural = (one: string, other: string): Plural => ({ one, other });

export const same = (other: string): Plural => ({ other });
