import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { nearestName, suggestName } from "../src/suggestion.ts";

describe("nearest names", () => {
  it.each([
    ["kieth", "keith"],
    ["Keith", "keith"],
    ["mnii", "mini"],
    ["hardwre", "hardware"],
    ["extragroups", "extraGroups"],
  ])("takes %j for %j", (wrong, meant) => {
    expect(nearestName(wrong, ["traci", "mini", "hardware", "extraGroups", "keith"])).toBe(meant);
  });

  it.each(["", "xyz", "laptop", "x".repeat(10_000)])("takes %.10j for nothing", (wrong) => {
    expect(nearestName(wrong, ["keith", "traci", "mini"])).toBeUndefined();
  });

  test.prop([fc.string(), fc.array(fc.string())])("are one of the choices", (wrong, choices) => {
    const nearest = nearestName(wrong, choices);
    if (nearest !== undefined) expect(choices).toContain(nearest);
  });
});

describe("suggestions", () => {
  it("name the likely choice", () => {
    expect(suggestName("kieth", ["keith", "traci"], "user")).toBe('Did you mean "keith"?');
  });

  it("list the choices where none is likely, twelve at the most", () => {
    const choices = Array.from({ length: 14 }, (_, index) => `u${index}`);
    expect(suggestName("somebody", ["keith"], "user")).toBe('Choose one of "keith".');
    expect(suggestName("somebody", choices, "user")).toMatch(/"u11" and 2 more\.$/);
  });

  it("say so where there is nothing to choose", () => {
    expect(suggestName("gaming", [], "feature")).toBe("There is no feature to choose from yet.");
  });
});
