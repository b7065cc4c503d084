// `npm run fleet -- ARGS`: the command from this checkout, in the folder that npm was called from.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureDependencies, node, root } from "./ensure.mjs";

ensureDependencies();
const main = join(root, "packages", "cli", "src", "main.ts");
const fleet = spawn(node, ["--conditions=@fleet/source", main, ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: "inherit",
});
// A terminal sends its signals to both; what is sent to this process alone has to be handed on.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => fleet.kill(signal));
fleet.on("exit", (code, signal) => {
  if (signal === null) process.exit(code ?? 2);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
