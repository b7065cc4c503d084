import type { HostVerdict } from "@fleet/verify";
import { describe, expect, it } from "vitest";
import { describeVerdicts, renderVerdicts } from "../../src/views/verification-report.ts";

function verdict(id: string, more: Partial<HostVerdict> = {}): HostVerdict {
  return {
    id,
    state: "as-computed",
    accounts: 3,
    homes: 1,
    secrets: 0,
    diagnostics: [],
    notes: [],
    ...more,
  };
}

const difference = {
  code: "verify/uid",
  severity: "error",
  path: [],
  message: "another",
} as const;
const warning = { ...difference, severity: "warning" } as const;

describe("verdicts", () => {
  it("are lines, with what was computed and how it came out", () => {
    const verdicts = [
      verdict("mini"),
      verdict("stibnite", { accounts: 1, homes: 0, secrets: 2 }),
      verdict("a", { state: "different", diagnostics: [difference, warning] }),
      verdict("b", { state: "different", diagnostics: [difference, difference] }),
      verdict("c", { state: "failed", notes: ["modules also put \u001b in"] }),
      verdict("d", { state: "missing", secrets: 1 }),
      verdict("e", { state: "unknown" }),
    ];
    expect(renderVerdicts(verdicts)).toBe(`mini      3 accounts, 1 home: as computed
stibnite  1 account, 0 homes, 2 secrets: as computed
a         3 accounts, 1 home: 1 difference
b         3 accounts, 1 home: 2 differences
c         3 accounts, 1 home: Nix cannot evaluate it
          note: modules also put \\u{1b} in
d         3 accounts, 1 home, 1 secret: Nix does not have it
e         3 accounts, 1 home: not verified
`);
  });

  it("of many hosts are those about which there is something to say", () => {
    const fine = Array.from({ length: 57 }, (_, index) => verdict(`h${index}`));
    const text = renderVerdicts([...fine, verdict("broken", { state: "failed" })]);
    expect(text).toBe(`broken  3 accounts, 1 home: Nix cannot evaluate it
57 hosts: as computed
`);
  });

  it("say the same to programs", () => {
    expect(describeVerdicts([verdict("mini", { diagnostics: [difference, warning] })])).toEqual([
      {
        id: "mini",
        state: "as-computed",
        accounts: 3,
        homes: 1,
        secrets: 0,
        differences: 1,
        notes: [],
      },
    ]);
  });
});
