import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./support/command.ts";

const options = { cwd: root, exclude: ["**/node_modules/**", "**/dist/**"] };
const files = [...globSync("{packages,nix}/**/*.{ts,nix}", options)];

test.each(["docs/architecture.md", "docs/adding.md", "CONTRIBUTING.md"])(
  "%s names files that are there",
  (document) => {
    const text = readFileSync(join(root, document), "utf8");
    const named = [...text.matchAll(/`([\w./-]+\.(?:ts|nix))`/g)].flatMap(([, name]) => name ?? []);
    const generic = new Set(["fleet.config.ts", "modules/nvidia.nix"]);
    const missing = named
      .map((name) => name.replace(/^…/, ""))
      .filter(
        (name) => !generic.has(name) && !files.some((file) => `/${file}`.endsWith(`/${name}`)),
      );
    expect(missing).toEqual([]);
  },
);
