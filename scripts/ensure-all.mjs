// Installs everything that the project's commands need.
import { ensureDependencies, ensureNix, ensureTool, say, tryTool } from "./ensure.mjs";
import { ensureSecretsTools } from "./go-tools.mjs";
import { ensureRegistry } from "./release/test-registry.mjs";

ensureTool("git");
ensureTool("ssh-keygen");
ensureDependencies();
ensureNix();
ensureSecretsTools();
ensureRegistry();
// Completions are tried in the shells that are there.
for (const shell of ["zsh", "fish"]) {
  const problem = tryTool(shell);
  if (problem !== undefined) say(`LEFT OUT: completion in ${shell}. ${problem}`);
}
