import { describe, expect, it } from "vitest";
import {
  describeChangedFiles,
  renderChange,
  type ShownChange,
} from "../../src/views/secrets/change-report.ts";

const plan = { path: "a.yaml", gains: ["user:ana"], loses: [], replaces: [], namedBy: {} };
const [a, b] = [
  { path: "a.yaml", plan, remote: ["kms:arn"] },
  { path: "b.yaml", plan: undefined, remote: [] },
];
const finished: ShownChange = {
  kind: "sync",
  planned: [a, b],
  done: [a, b],
  isDry: false,
  isDone: true,
  encrypted: 7,
  remembered: undefined,
  plan: "",
};

describe("what came of a change", () => {
  it.each<{ what: string; change: Partial<ShownChange>; text: string }>([
    { what: "all that was done", change: {}, text: "Synced 2 files.\n" },
    {
      what: "how many of the files where some failed",
      change: { done: [a] },
      text: "Synced 1 file of 2.\n",
    },
    {
      what: "the plan to who has not seen it",
      change: { kind: "rotate", plan: "a.yaml\nb.yaml\n" },
      text: "a.yaml\nb.yaml\n\nRotated 2 files.\n",
    },
    {
      what: "what would be done",
      change: { isDry: true, isDone: false, done: [], plan: "a.yaml\n" },
      text: "a.yaml\n\nWould sync 2 files.\n",
    },
    {
      what: "that a file would be rotated",
      change: { kind: "rotate", isDry: true, isDone: false, planned: [a], done: [] },
      text: "Would rotate 1 file.\n",
    },
    { what: "nothing where it was stopped", change: { isDone: false, done: [] }, text: "" },
    {
      what: "that there is nothing to sync",
      change: { planned: [], done: [] },
      text: "Nothing to do: of 7 files, all have the readers that are declared.\n",
    },
    {
      what: "what it remembers anew where there was nothing to sync",
      change: { planned: [], done: [], remembered: 1 },
      text: `Nothing to do: of 7 files, all have the readers that are declared.
fleet.lock.json now remembers the readers of 1 file.
`,
    },
    {
      what: "that it remembers anew what is owed",
      change: { planned: [], done: [], kind: "rotate", remembered: 0 },
      text: `Nothing to do: no file owes a new data key.
fleet.lock.json now remembers what is owed.
`,
    },
    {
      what: "how many debts went without a question",
      change: { planned: [], done: [], remembered: 1, forgiven: 2 },
      text: `Nothing to do: of 7 files, all have the readers that are declared.
fleet.lock.json now remembers the readers of 1 file. 2 debts went: whose key it was can decrypt the file again.
`,
    },
    {
      what: "that there is nothing to rotate",
      change: { kind: "rotate", planned: [], done: [] },
      text: "Nothing to do: no file owes a new data key.\n",
    },
  ])("says $what", ({ change, text }) => {
    expect(renderChange({ ...finished, ...change })).toBe(text);
  });

  it.each([
    { kind: "sync", done: [a], changes: ["synced", "planned"] },
    { kind: "rotate", done: [a, b], changes: ["rotated", "rotated"] },
    { kind: "rotate", done: [], changes: ["planned", "planned"] },
  ] as const)("says to programs what became of each file: $changes", ({ kind, done, changes }) => {
    const files = describeChangedFiles({ kind, planned: [a, b], done });
    expect(files.map(({ change }) => change)).toEqual(changes);
    expect(files[0]).toMatchObject({ path: "a.yaml", gains: ["user:ana"], network: ["kms:arn"] });
    expect(files[1]).toEqual({ path: "b.yaml", change: changes[1], network: [] });
  });
});
