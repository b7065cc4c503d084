import { expect, it } from "vitest";
import { withoutKnown } from "../../src/proof/known-parts.ts";
import type { SurveyGap } from "../../src/survey/survey-flake.ts";

function gapOf(names: readonly string[] | null, more: Partial<SurveyGap> = {}): SurveyGap {
  const place = { source: "nixosConfigurations", name: "mini", part: "secrets" } as const;
  return { ...place, names, reasons: [], ...more };
}

it("what was broken before is not told as broken by fleet, and all else is", () => {
  const known = [gapOf(["wifi", "mail"])];
  expect(withoutKnown([gapOf(["mail"])], known)).toEqual([]);
  expect(withoutKnown([gapOf(["mail", "vpn"])], known)).toEqual([gapOf(["vpn"])]);
  expect(withoutKnown([gapOf(null)], known)).toEqual([gapOf(null)]);
  expect(withoutKnown([gapOf(["mail"])], [gapOf(null)])).toEqual([]);
  const elsewhere = [gapOf(["mail"], { name: "desk" }), gapOf(["mail"], { part: "users" })];
  expect(withoutKnown(elsewhere, known)).toEqual(elsewhere);
});
