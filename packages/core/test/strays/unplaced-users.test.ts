import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseFleet } from "../../src/index.ts";
import { reportUnused } from "../../src/internal.ts";
import { withHenry, withMini } from "../sample-fleet.ts";

function unplaced(declaration: object): string[] {
  const { value } = parseFleet(declaration);
  if (value === undefined) throw new Error("bug: no fleet");
  return reportUnused(value).map(({ code, path }) => `${code} ${formatPath(path)}`);
}

describe("somebody on no host", () => {
  it("is told", () => {
    expect(unplaced(withHenry({}))).toEqual(["core/user-without-host users.henry"]);
    expect(unplaced(withHenry({ hosts: [] }))).toEqual(["core/user-without-host users.henry"]);
    expect(unplaced(withHenry({ hosts: ["mini"] }))).toEqual([]);
  });

  it("is not, where the host was misspelt, or who is where is of no shape", () => {
    expect(unplaced(withHenry({ hosts: ["miny"] }))).toEqual([]);
    expect(unplaced(withHenry({ hosts: 1 }))).toEqual([]);
    expect(unplaced(withMini({ users: 1 }))).toEqual([]);
  });
});
