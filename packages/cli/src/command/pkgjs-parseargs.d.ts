// The package is Node's own `parseArgs` (node:util), without types of its own.
declare module "@pkgjs/parseargs" {
  export { parseArgs } from "node:util";
}
