import { describe, expect, test } from "vitest";
import { eventsInOrder, nextEvent, stepOf } from "../src/steps";

const event = (id: string, start: number, end: number) => ({ id, start, end, type: "CONSULT", label: { en: id, id } });
const events = eventsInOrder([event("late", 100, 120), event("early", 10, 30), event("twin", 10, 30), event("middle", 50, 60)]);

describe("walking through the events of an article", () => {
  test("in the order of the text", () => expect(events.map(({ id }) => id)).toEqual(["early", "twin", "middle", "late"]));

  test("standing at a passage", () => {
    expect(stepOf(events, { start: 50, end: 60 })).toBe(2);
    expect(stepOf(events, { start: 55, end: 200 })).toBe(2);
    expect(stepOf(events, { start: 31, end: 40 })).toBeNull();
    expect(stepOf(events, null)).toBeNull();
  });

  test("two events of one sentence are one stop", () => {
    expect(nextEvent(events, { start: 10, end: 30 }, 1)?.id).toBe("middle");
    expect(nextEvent(events, { start: 50, end: 60 }, -1)?.id).toBe("twin");
  });

  test("round at the ends", () => {
    expect(nextEvent(events, { start: 100, end: 120 }, 1)?.id).toBe("early");
    expect(nextEvent(events, { start: 10, end: 30 }, -1)?.id).toBe("late");
  });

  test("from nowhere: the first, or the last; from a passage without events: the nearest", () => {
    expect(nextEvent(events, null, 1)?.id).toBe("early");
    expect(nextEvent(events, null, -1)?.id).toBe("late");
    expect(nextEvent(events, { start: 70, end: 80 }, 1)?.id).toBe("late");
    expect(nextEvent(events, { start: 70, end: 80 }, -1)?.id).toBe("middle");
  });

  test("one event, or none", () => {
    const [only] = events;
    expect(nextEvent(only ? [only] : [], { start: 10, end: 30 }, 1)?.id).toBe("early");
    expect(nextEvent([], null, 1)).toBeNull();
  });
});
