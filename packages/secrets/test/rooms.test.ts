import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";

/** The rooms of the package, each of which may use those before it. */
const rooms = [
  "keys",
  "tree",
  "yaml",
  "formats",
  "files",
  "rules",
  "wiring",
  "path-regex",
  "sops-yaml",
  "adoption",
  "access",
  "comparison",
  "clan",
  "findings",
  "status",
  "record",
];

const source = join(import.meta.dirname, "..", "src");
const filesOf = (room: string) => readdirSync(join(source, room));

/** The rooms that the files of a room import from. */
function usedBy(room: string): Set<string> {
  const imports = filesOf(room).flatMap((name) =>
    [...readFileSync(join(source, room, name), "utf8").matchAll(/ from "(\.[^"]+)"/g)].map(
      ([, path = ""]) => posix.join(room, path).split("/", 1)[0] ?? "",
    ),
  );
  return new Set(imports.filter((name) => name !== room && name !== "codes.ts"));
}

describe("a room", () => {
  it("is one of those that are known", () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((one) => one.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...rooms].sort());
  });

  it.each(rooms)("uses only rooms before it: %s", (room) => {
    const before = rooms.slice(0, rooms.indexOf(room));
    expect([...usedBy(room)].filter((name) => !before.includes(name))).toEqual([]);
  });

  it.each(rooms)("has at most 15 files: %s", (room) => {
    expect(filesOf(room).length).toBeLessThanOrEqual(15);
  });
});
