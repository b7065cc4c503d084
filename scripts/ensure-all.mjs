// Installs everything that the project's commands need.
import { ensureDependencies, ensureNix } from "./ensure.mjs";
import { ensureSecretsTools } from "./go-tools.mjs";

ensureDependencies();
ensureNix();
ensureSecretsTools();
