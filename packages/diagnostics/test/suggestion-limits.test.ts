import { describe, expect, it } from "vitest";
import { nearestName } from "../src/suggestion.ts";

describe("how far off a name may be", () => {
  it.each([
    ["a", "b", true],
    ["a", "bc", false],
    ["abc", "abx", true],
    ["abc", "axy", false],
    ["abcdef", "abcdxy", true],
    ["abcdef", "abcxyz", false],
    ["abcdef", "abcdefgh", true],
    ["abcdef", "abcdefghi", false],
  ])("is a third of its letters, and one of a short one: %s for %s", (wrong, choice, isNear) => {
    expect(nearestName(wrong, [choice])).toBe(isNear ? choice : undefined);
  });

  it("is less where neighbours changed places, of which only those two count", () => {
    expect(nearestName("abc", ["bac"])).toBe("bac");
    expect(nearestName("abc", ["cba"])).toBeUndefined();
    expect(nearestName("kieth", ["kiath", "keith"])).toBe("kiath");
    expect(nearestName("kieth", ["kieax", "keith"])).toBe("keith");
  });
});
