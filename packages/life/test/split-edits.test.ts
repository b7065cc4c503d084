import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import type { DeclarationEdit } from "../src/edits/declaration-edit.ts";
import { splitEdits } from "../src/edits/split-edits.ts";

const keys = fc.constantFrom("users", "hosts", "ada", "mini", 0, 1);
const edits = fc.array(
  fc.record({
    kind: fc.constant("delete" as const),
    path: fc.array(keys, { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: 8 },
);

test.prop([edits])("runs of edits are all of them, in their order", (all) => {
  expect(splitEdits(all).flat()).toEqual(all);
});

test.prop([edits])("of a run, no edit is about what another changes", (all) => {
  for (const run of splitEdits(all)) {
    const owners = run.map(({ path }) => JSON.stringify(path.slice(0, -1)));
    expect(new Set(owners).size).toBe(run.length);
    for (const one of run) {
      const within = run.filter(
        ({ path }) =>
          path.length > one.path.length && one.path.every((key, at) => key === path[at]),
      );
      expect(within).toEqual([]);
    }
  }
});

it("one step is enough for an account on every host", () => {
  const hosts = Array.from({ length: 40 }, (_, index) => `host${index}`);
  const all = hosts.map(
    (host): DeclarationEdit => ({ kind: "delete", path: ["hosts", host, "users", "ada"] }),
  );
  expect(splitEdits([...all, { kind: "delete", path: ["users", "ada"] }])).toHaveLength(1);
});

it("renames are made apart from all else", () => {
  const rename = { kind: "rename", path: ["users", "ada"], to: "grace" } as const;
  const set = { kind: "set", path: ["hosts", "mini", "primaryUser"], value: "grace" } as const;
  expect(splitEdits([set, rename])).toEqual([[set], [rename]]);
});
