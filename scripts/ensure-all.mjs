// Installs everything that the project's commands need.
import { ensureDependencies, ensureNix, ensureTool } from "./ensure.mjs";
import { ensureSecretsTools } from "./go-tools.mjs";

ensureTool("git");
ensureDependencies();
ensureNix();
ensureSecretsTools();
