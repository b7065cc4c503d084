// `npm run bench`: installs what is missing, builds, and measures.
import { ensureDependencies, ensureNix, node, run } from "./ensure.mjs";

ensureDependencies();
ensureNix();
run("turbo", ["run", "build", "--output-logs=errors-only"], { stdio: ["ignore", 2, 2] });
run(node, ["bench/run.mjs", ...process.argv.slice(2)]);
