import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote, suggestName } from "@fleet/diagnostics";
import type { ModuleDeclaration } from "../declaration/layout-declaration.ts";
import {
  createCandidateLister,
  moduleText,
  type Place,
  placeholders,
  templateNames,
} from "../resolve/modules/layout.ts";
import type { DeclaredContext } from "./check.ts";
import { badValue, checkModule } from "./values/bad-value.ts";

/** Modules are named by paths inside the root, or by names that there can be in `flake.modules`. */
export function* modulesAreInsideRoot({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const { hosts, profiles, aggregates, features } = fleet;
  const sections = { hosts, profiles, aggregates, features };
  for (const [section, entries] of Object.entries(sections)) {
    for (const [id, { modules }] of entries) {
      for (const [index, module] of (modules ?? []).entries()) {
        yield* checkModule(module, [section, id, "modules", index]);
      }
    }
  }
}

/** A layout's places are paths inside the root or names, in which only what the place is about stands in braces. */
export function* layoutPlacesAreUsable({
  fleet: { layout },
}: DeclaredContext): Iterable<Diagnostic> {
  for (const place of Object.keys(placeholders).filter(isPlace)) {
    for (const [index, template] of layout[place].entries()) {
      yield* layoutTemplate(place, template, ["layout", place, index]);
    }
    yield* oneName(layout[place], ["layout", place]);
  }
}

function* layoutTemplate(
  place: Place,
  candidate: ModuleDeclaration,
  path: Path,
): Iterable<Diagnostic> {
  yield* checkModule(candidate, path);
  const { needed, allowed = [] } = placeholders[place];
  const known: readonly string[] = [...needed, ...allowed];
  const template = moduleText(candidate);
  const named = templateNames(template);
  for (const name of named.filter((name) => !known.includes(name))) {
    yield badValue("layout", path, {
      message: `${quote(`{${name}}`)} stands for nothing in this place.`,
      help:
        known.length === 0
          ? "Take it out: this place is the same for all."
          : suggestName(name, known, "placeholder"),
    });
  }
  for (const name of needed.filter((name) => !named.includes(name))) {
    yield badValue("layout", path, {
      message: `${quote(template)} is the same ${typeof candidate === "string" ? "file" : "module"} for every ${name}.`,
      help: `Put {${name}} into the ${typeof candidate === "string" ? "path" : "name"}.`,
    });
  }
}

/** Which of two names there is, Nix alone could tell. */
function* oneName(candidates: readonly ModuleDeclaration[], path: Path): Iterable<Diagnostic> {
  const names = [...candidates.entries()].filter(([, candidate]) => typeof candidate !== "string");
  const [first, second] = names;
  if (first === undefined || second === undefined) return;
  yield badValue("layout", [...path, second[0]], {
    message: `${quote(moduleText(second[1]))} would never count: of names in \`flake.modules\` a place can have one, and ${quote(moduleText(first[1]))} comes first.`,
    help: "Keep one of the two.",
  });
}

function isPlace(key: string): key is Place {
  return Object.hasOwn(placeholders, key);
}

/** Nobody's own file is one that the layout gives to all: a user "common", a host "shared". */
export function* filesAreOnesOwn({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const { layout, users, hosts } = fleet;
  const sections = [
    { section: "users", place: "user", shared: layout.allUsers, ids: users },
    { section: "hosts", place: "host", shared: layout.allHosts, ids: hosts },
  ] as const;
  const listCandidates = createCandidateLister(layout);
  for (const { section, place, shared, ids } of sections) {
    const files = shared.filter((candidate) => typeof candidate === "string");
    const templates = layout[place].filter((candidate) => typeof candidate === "string");
    const candidates = files.flatMap((file) =>
      templates.flatMap((template) => filler(template, file)),
    );
    for (const id of new Set(candidates)) {
      const { paths } = listCandidates(place, { [place]: id });
      const file = paths.find((path) => files.includes(path));
      if (file === undefined || !ids.has(id)) continue;
      yield badValue("name", [section, id], {
        message: `${quote(id)} cannot be a ${place} id here: the layout gives ${quote(file)} to all ${section}.`,
        help: "Choose another id, or another place for one of the two in `layout`.",
      });
    }
  }
}

/** What would have to stand for the first braces of a template to make it that file; none or one. */
function filler(template: string, file: string): string[] {
  const [before = "", after] = template.split(/\{[^}]*\}/);
  if (after === undefined || !file.startsWith(before)) return [];
  const end = file.indexOf(after === "" ? "\0" : after, before.length);
  return [file.slice(before.length, end === -1 ? undefined : end)];
}
