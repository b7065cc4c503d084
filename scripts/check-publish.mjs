// Checks the packages as they would be published: what is in them, and whether their types resolve.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureDependencies, root, run, say } from "./ensure.mjs";

ensureDependencies();
run("turbo", ["run", "build", "--output-logs=errors-only"]);
for (const name of readdirSync(join(root, "packages"))) {
  const folder = join("packages", name);
  const { private: isPrivate, exports } = JSON.parse(
    readFileSync(join(root, folder, "package.json"), "utf8"),
  );
  if (isPrivate) continue;
  say(`${folder}: publint`);
  run("publint", [folder, "--pack", "npm", "--strict"], { stdio: ["ignore", "ignore", "inherit"] });
  // A package that is only a command has no types to resolve.
  if (exports?.["."] === undefined) continue;
  say(`${folder}: attw`);
  run("attw", ["--pack", folder, "--profile", "esm-only", "--quiet"]);
}
