import { describe, expect, test } from "vitest";
import { leaveLostFiles } from "../../src/fold/secrets/lost-files.ts";
import { foundFleet, foundHost, foundSecret } from "../support/sample-found.ts";

describe("a secret's file of which Nix told the name alone", () => {
  const host = foundHost("mini", {
    secrets: [
      foundSecret("copied", { file: "copied" }),
      foundSecret("top", { file: "secrets.yaml" }),
      foundSecret("wifi", { file: "secrets/mini.yaml" }),
    ],
  });
  const { fleet, left } = leaveLostFiles(foundFleet([host]), new Set(["secrets.yaml"]));

  test("is the one in the folder, where there is one of that name", () => {
    const names = fleet.hosts.flatMap(({ secrets }) => secrets.map(({ name }) => name));
    expect(names).toEqual(["top", "wifi"]);
  });

  test("is left to its module otherwise, which is said", () => {
    expect(left).toEqual([
      expect.objectContaining({
        kind: "secret",
        about: 'mini: "copied"',
        help: "It goes on as it is, in the module.",
      }),
    ]);
  });
});
