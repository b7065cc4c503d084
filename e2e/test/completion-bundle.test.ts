import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fleet, root } from "./support/command.ts";

const dist = join(root, "packages", "cli", "dist");

// What is loaded decides how long somebody waits at every press of a key; time itself no test judges.
test("ids are listed by files that load nothing of the command", () => {
  const ids = readdirSync(dist).filter((name) => /^ids-\w+\.js$/.test(name));
  expect(ids).toHaveLength(1);
  const read = (name = "") => readFileSync(join(dist, name), "utf8");
  const main = read("main.js");
  expect(main).toContain(`import("./${ids[0]}")`);
  // What the bundler itself adds to every file is a few lines.
  const added = [main, read(ids[0])].flatMap((text) =>
    [...text.matchAll(/^import .*?"\.\/(\S+)";$/gm)].map(([, name]) => read(name)),
  );
  for (const text of added) expect(text.length).toBeLessThan(2_500);
  // Codes and revisions are in no file of a fleet, and loaded where they are asked for.
  const loads = read(ids[0]).match(
    /\brequire\(|\bimport\((?!"\.\/(?:code-ids|git-revisions)-\w+\.js"\))/,
  );
  expect(loads).toBeNull();
  expect(read(ids[0]).length).toBeLessThan(10_000);
});

test("the built command lists the ids of an example", () => {
  const run = fleet(join(root, "examples", "family"), "completion", "--ids", "hosts");
  expect(run).toMatchObject({ status: 0, stdout: "mini\tnixos\ntravel\tnixos\n", stderr: "" });
});
