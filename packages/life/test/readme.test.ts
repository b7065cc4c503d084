import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testReadmeExample, testRepository } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { lifeCodes } from "../src/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

const config = {
  users: { keith: { isAdmin: true, uid: 1000 } },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
};

testReadmeExample({
  folder: join(import.meta.dirname, ".."),
  startIn: () => {
    const folder = testRepository({
      "fleet.config.json": `${JSON.stringify(config, null, 2)}\n`,
      "users/keith.nix": "{ }\n",
      "hosts/mini.nix": "{ }\n",
    });
    return Promise.resolve(folder);
  },
  judge: (output) => {
    expect(output.split("\n").slice(0, 3)).toEqual([
      "write fleet.lock.json",
      "write users/ada.nix",
      "write fleet.config.json",
    ]);
  },
});

it("the README says of every code when there is such a finding, and how grave it is", () => {
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` \| (error|warning) \| (.*) \|$/gm)];
  expect(rows.map(([, code, severity, when]) => ({ code, severity, when }))).toEqual(
    Object.entries(lifeCodes.entries).map(([code, { severity, when }]) => ({
      code,
      severity,
      when,
    })),
  );
});
