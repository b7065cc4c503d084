// Installs everything that the project's commands need.
import { ensureDependencies, ensureNix, ensureShells } from "./ensure.mjs";
import { ensureSecretsTools } from "./go-tools.mjs";

ensureDependencies();
ensureNix();
ensureSecretsTools();
ensureShells();
