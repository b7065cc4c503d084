import type { HostVerdict } from "@fleet/verify";
import { describe, expect, it } from "vitest";
import { describeVerdicts, renderVerdicts } from "../../src/views/verification-report.ts";

const difference = { code: "verify/x", severity: "error", path: [], message: "…" } as const;
const fine: HostVerdict = {
  id: "mini",
  state: "as-computed",
  accounts: 2,
  homes: 1,
  secrets: 0,
  diagnostics: [],
  notes: [],
};
const render = (...verdicts: Partial<HostVerdict>[]) =>
  renderVerdicts(verdicts.map((verdict) => ({ ...fine, ...verdict })));

describe("verdicts", () => {
  it.each<{ state: HostVerdict["state"]; words: string }>([
    { state: "as-computed", words: "as computed" },
    { state: "different", words: "2 differences" },
    { state: "failed", words: "Nix cannot evaluate it" },
    { state: "missing", words: "Nix does not have it" },
    { state: "unknown", words: "not verified" },
  ])("of a host that is $state say $words", ({ state, words }) => {
    const warning = { ...difference, severity: "warning" } as const;
    const diagnostics = [difference, warning, difference];
    expect(render({ state, diagnostics })).toBe(`mini  2 accounts, 1 home: ${words}\n`);
  });

  it("stand below each other, with a line for each note", () => {
    expect(
      render(
        { id: "日本", notes: ["a module adds root.", "and \u001b."] },
        { id: "mini", secrets: 1 },
        { id: "workstation" },
      ),
    ).toBe(`日本         2 accounts, 1 home: as computed
             note: a module adds root.
             note: and \\u{1b}.
mini         2 accounts, 1 home, 1 secret: as computed
workstation  2 accounts, 1 home: as computed
`);
  });

  it("of many hosts are those about which there is something to say", () => {
    const many = Array.from({ length: 21 }, () => ({}));
    expect(render(...many, { id: "odd", state: "missing" })).toBe(
      "odd  2 accounts, 1 home: Nix does not have it\n21 hosts: as computed\n",
    );
  });

  it("are nothing without hosts", () => {
    expect(render()).toBe("");
  });

  it("say the same to programs", () => {
    const { diagnostics: _, ...rest } = fine;
    expect(describeVerdicts([{ ...fine, diagnostics: [difference] }])).toEqual([
      { ...rest, differences: 1 },
    ]);
  });
});
