// Installs everything that the project's commands need.
import { ensureDependencies, ensureNix } from "./ensure.mjs";

ensureDependencies();
ensureNix();
