import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type FleetText, layOutFleet, writeFleet } from "./fleet-text.ts";
import { evaluateNix } from "./nix-value.ts";

const scratch = mkdtempSync(join(tmpdir(), "fleet-conflict-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const readIds = (name: string, fleet: FleetText): unknown =>
  evaluateNix(
    `builtins.attrNames (fleet.readFleet { root = ${writeFleet(join(scratch, name), fleet)}; }).hosts`,
  );

test("a fleet.json with conflict markers asks to generate it again", () => {
  const { json, index } = layOutFleet([{ id: "mini", description: "Keith" }]);
  const conflicted = json.replace("\n", "\n<<<<<<< HEAD\n");
  expect(() => readIds("conflicted", { json: conflicted, index })).toThrow(
    "holds the conflict markers of a merge",
  );
});

test("a description that looks like a conflict marker is none", () => {
  const fleet = layOutFleet([{ id: "mini", description: "\n<<<<<<< HEAD" }]);
  expect(readIds("described", { ...fleet, index: { ...fleet.index, size: 0 } })).toEqual(["mini"]);
});
