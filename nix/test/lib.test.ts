import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";
import { testCases } from "./nix-cases.ts";
import { repository } from "./offline-flake.ts";

const folder = join(repository, "nix", "tests");

for (const file of readdirSync(folder).filter((name) => name.endsWith(".nix"))) {
  describe(`tests/${file}`, () => {
    testCases({
      command: (apply) => [
        "nix-instantiate",
        "--eval",
        "--strict",
        "--json",
        "--expr",
        `(${apply}) (import ${join(folder, file)})`,
      ],
    });
  });
}
