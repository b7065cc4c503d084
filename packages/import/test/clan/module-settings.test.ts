import { expect, it } from "vitest";
import { readModuleSettings } from "../../src/clan/module-settings.ts";

it("reads settings as clan hands them on, modules in modules", () => {
  const module = {
    imports: [
      { _file: "/nix/store/abc-source/clan.nix", imports: [{ user: "ada", groups: ["wheel"] }] },
      { imports: [{ groups: ["video"] }] },
    ],
  };
  expect(readModuleSettings(module)).toEqual({
    value: { user: "ada", groups: ["wheel", "video"] },
    files: ["/nix/store/abc-source/clan.nix"],
  });
});

it.each([
  ["mkForce", { _type: "override", priority: 50, content: "eve" }, "eve"],
  ["mkIf that holds", { _type: "if", condition: true, content: "eve" }, "eve"],
  ["mkIf that does not", { _type: "if", condition: false, content: "eve" }, undefined],
  ["mkMerge", { _type: "merge", contents: [["a"], ["b"]] }, ["a", "b"]],
  ["mkBefore", { _type: "order", priority: 500, content: ["a"] }, ["a"]],
])("reads what %s leaves", (_, controller, value) => {
  const { value: settings } = readModuleSettings({ controller });
  expect(settings).toEqual(value === undefined ? {} : { controller: value });
});

it("takes the more particular of two values", () => {
  expect(readModuleSettings({ user: "ada", share: true }, { user: "ben" }).value).toEqual({
    user: "ben",
    share: true,
  });
});

it("keeps odd names as names", () => {
  const module: unknown = JSON.parse('{ "__proto__": { "user": "eve" }, "user": "ada" }');
  const { value } = readModuleSettings(module);
  expect(JSON.stringify(value)).toBe('{"__proto__":{"user":"eve"},"user":"ada"}');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

it("gives up on what is nested beyond all sense", () => {
  let deep: unknown = "end";
  for (let depth = 0; depth < 5000; depth += 1) deep = { imports: [deep] };
  expect(() => readModuleSettings(deep)).not.toThrow();
});
