import { readFileSync } from "node:fs";
import { parseFleet } from "@fleet/core";
import { expect, it } from "vitest";
import { parse } from "yaml";

const page = readFileSync(new URL("../../../docs/declaration.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, text = ""]) => text);

/** The fleet that the examples change. */
const base = {
  users: { keith: { fullName: "Keith", isAdmin: true }, traci: { fullName: "Traci" } },
  hosts: {
    mini: {
      system: "x86_64-linux",
      stateVersion: "25.11",
      tags: ["server"],
      users: { keith: {}, traci: {} },
    },
  },
  defaults: { stateVersion: "25.11" },
};

function merge(one: unknown, other: unknown): unknown {
  if (!isPlain(one) || !isPlain(other)) return other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      key in one && key in other ? merge(one[key], other[key]) : (other[key] ?? one[key]),
    ]),
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

it("has examples", () => {
  expect(examples.length).toBeGreaterThan(10);
});

it.each(examples)("of what a declaration can say holds: %s", (text) => {
  // An object of TypeScript without comments is a mapping of YAML, too.
  const { value, diagnostics } = parseFleet(merge(base, parse(`{${text}}`)));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(value).toBeDefined();
});
