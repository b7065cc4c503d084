import { badValue, checkRelativePath } from "./bad-value.ts";
import type { Diagnostic, Path } from "./diagnostic.ts";
import type { Fleet } from "./fleet.ts";
import type { Rule } from "./fleet-rules.ts";
import { createPathLister, type Place, placeholders, templateNames } from "./layout.ts";
import { quote, suggestName } from "./suggestion.ts";

/** Modules are named by paths inside the root. */
function* modulePaths({ hosts, profiles, aggregates, features }: Fleet): Iterable<Diagnostic> {
  const sections = { hosts, profiles, aggregates, features };
  for (const [section, entries] of Object.entries(sections)) {
    for (const [id, { modules }] of entries) {
      for (const [index, path] of (modules ?? []).entries()) {
        yield* checkRelativePath(path, [section, id, "modules", index]);
      }
    }
  }
}

/** A layout's places are paths inside the root, in which only what the place is about stands in braces. */
function* layoutPlaces({ layout }: Fleet): Iterable<Diagnostic> {
  for (const place of Object.keys(placeholders).filter(isPlace)) {
    for (const [index, template] of layout[place].entries()) {
      yield* layoutTemplate(place, template, ["layout", place, index]);
    }
  }
}

function* layoutTemplate(place: Place, template: string, path: Path): Iterable<Diagnostic> {
  yield* checkRelativePath(template, path);
  const known: readonly string[] = placeholders[place];
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
  for (const name of known.filter((name) => !named.includes(name))) {
    yield badValue("layout", path, {
      message: `${quote(template)} is the same file for every ${name}.`,
      help: `Put {${name}} into the path.`,
    });
  }
}

function isPlace(key: string): key is Place {
  return Object.hasOwn(placeholders, key);
}

/** Nobody's own file is one that the layout gives to all: a user "common", a host "shared". */
function* filesAreOnesOwn({ layout, users, hosts }: Fleet): Iterable<Diagnostic> {
  const sections = [
    { section: "users", place: "user", shared: layout.allUsers, ids: users },
    { section: "hosts", place: "host", shared: layout.allHosts, ids: hosts },
  ] as const;
  const listPaths = createPathLister(layout);
  for (const { section, place, shared, ids } of sections) {
    const candidates = shared.flatMap((file) =>
      layout[place].flatMap((template) => filler(template, file)),
    );
    for (const id of new Set(candidates)) {
      const file = listPaths(place, { [place]: id }).find((path) => shared.includes(path));
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

/** The rules about files and where they lie, in the order in which they report. */
export const layoutRules: readonly Rule[] = [modulePaths, layoutPlaces, filesAreOnesOwn];
