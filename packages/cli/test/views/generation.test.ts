import { describe, expect, it } from "vitest";
import {
  describeGeneration,
  renderGeneration,
  type ShownGeneration,
} from "../../src/views/generation/generation.ts";
import { familyDeclaration, viewFleet } from "./sample-fleet.ts";

const written: ShownGeneration = {
  isWriting: true,
  isFailed: false,
  changes: [
    { path: "a.json", kind: "created" },
    { path: "b.json", kind: "updated" },
    { path: "c.json", kind: "unchanged" },
    { path: "d\u001b.json", kind: "orphaned" },
  ],
  allotments: [{ uid: 1002, user: "ana", host: undefined, isBack: false }],
  prefix: "systems/",
  differences: [],
  fleet: undefined,
};
const difference = { path: "b.json", lines: ["@@ -1,1 +1,1 @@", "-\u001b", "+b"] };

const hint =
  "Who has an account there already keeps its uid: declare what `id -u LOGIN` prints on the machine.\n";

describe("what was generated", () => {
  it.each<{ what: string; generation: Partial<ShownGeneration>; text: string }>([
    {
      what: "says what was done to each file, and who got which uid",
      generation: {},
      text: `Created systems/a.json
Updated systems/b.json
Unchanged systems/c.json
Removed systems/d\\u{1b}.json
Allotted 1002 to ana
${hint}`,
    },
    {
      what: "says what would be done",
      generation: { isWriting: false },
      text: `Missing: would create systems/a.json
Out of date: would update systems/b.json
Up to date: systems/c.json
No longer needed: would remove systems/d\\u{1b}.json
Would allot 1002 to ana
${hint}`,
    },
    {
      what: "begins with what would change",
      generation: {
        isWriting: false,
        changes: [{ path: "b.json", kind: "updated" }],
        allotments: [],
        differences: [difference],
      },
      text: `--- a/b.json
+++ b/b.json
@@ -1,1 +1,1 @@
-\\u{1b}
+b

Out of date: would update systems/b.json
`,
    },
    {
      what: "is what would change alone where there are errors",
      generation: { isFailed: true, differences: [difference] },
      text: "--- a/b.json\n+++ b/b.json\n@@ -1,1 +1,1 @@\n-\\u{1b}\n+b\n\n",
    },
    {
      what: "shows eighty lines of a difference",
      generation: {
        isFailed: true,
        differences: [{ path: "b", lines: Array.from({ length: 83 }, () => "+x") }],
      },
      text: `--- a/b\n+++ b/b\n${"+x\n".repeat(80)}… and 3 more lines\n\n`,
    },
    {
      what: "says where nothing but digests differs",
      generation: { isFailed: true, differences: [{ path: "b", lines: [] }] },
      text: "b differs in nothing but the digests of what it was computed from.\n\n",
    },
    {
      what: "ends with a summary of the fleet",
      generation: { changes: [], allotments: [], fleet: viewFleet(familyDeclaration) },
      text: `
mac   macOS  keith (admin, login kbrown)
mini  NixOS  ana, keith (admin)

2 hosts, 2 users, 3 accounts, 1 admin
`,
    },
  ])("$what", ({ generation, text }) => {
    expect(renderGeneration({ ...written, ...generation })).toBe(text);
  });

  it.each([
    { isWriting: true, isFailed: false, isWritten: true },
    { isWriting: true, isFailed: true, isWritten: false },
    { isWriting: false, isFailed: false, isWritten: false },
  ])("says to programs whether it was written: $isWritten", ({ isWritten, ...how }) => {
    expect(
      describeGeneration({ ...written, ...how, changes: written.changes.slice(0, 1) }),
    ).toEqual({
      written: isWritten,
      files: [{ path: "a.json", change: "created" }],
      allotted: [{ uid: 1002, user: "ana", host: null, isBack: false }],
    });
  });
});
