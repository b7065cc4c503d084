import { type ModuleDeclaration, plainNameProblem } from "@fleet/core/internal";
import { moduleKey } from "../modules/module-places.ts";

/** Aggregates of one module each, called as its file. */
export interface NamedAggregates {
  readonly aggregates: ReadonlyMap<string, readonly ModuleDeclaration[]>;
  readonly nameOf: (module: ModuleDeclaration) => string;
}

/** Names an aggregate for each of the modules, which may be there several times. */
export function nameAggregates(modules: Iterable<ModuleDeclaration>): NamedAggregates {
  const names = new Map<string, string>();
  const aggregates = new Map<string, readonly ModuleDeclaration[]>();
  const nameOf = (module: ModuleDeclaration) => {
    const key = moduleKey(module);
    const known = names.get(key);
    if (known !== undefined) return known;
    const wanted = wantedName(module);
    let name = wanted;
    for (let count = 2; aggregates.has(name); count++) name = `${wanted}-${count}`;
    names.set(key, name);
    aggregates.set(name, [module]);
    return name;
  };
  for (const module of modules) nameOf(module);
  return { aggregates, nameOf };
}

/** What the file or its folder is called: `home/git.nix` and `home/git/default.nix` are `git`. */
function wantedName(module: ModuleDeclaration): string {
  const text = typeof module === "string" ? module : module.attr;
  const segments = text.replace(/(\/default)?\.nix$/, "").split("/");
  const name = (segments.at(-1) ?? "").replaceAll(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+/, "");
  const short = name.slice(0, 50);
  return plainNameProblem(short) === undefined ? short : "home";
}
