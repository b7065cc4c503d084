import { describe, expect, it } from "vitest";
import { countDays, isDay } from "../src/day.ts";

describe("a day", () => {
  it.each(["2027-06-30", "2028-02-29", "0001-01-01", "9999-12-31"])("is %s", (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    "2027-02-29",
    "2027-13-01",
    "2027-06-31",
    "2027-6-3",
    "27-06-30",
    "",
    "2027-06-30 ",
    "+02027-06-30",
  ])("is not %j", (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe("the days between two", () => {
  it.each([
    ["2027-06-30", "2027-06-30", 0],
    ["2027-06-30", "2027-07-01", 1],
    ["2027-07-01", "2027-06-30", -1],
    ["2028-02-28", "2028-03-01", 2],
    ["2027-03-27", "2027-03-29", 2],
  ])("%s and %s are %i", (from, to, days) => {
    expect(countDays(from, to)).toBe(days);
  });
});
