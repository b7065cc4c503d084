import type {
  AskedPlace,
  ExplainedJson,
  ExplainedModule,
  ExplainedValue,
} from "@fleet/core/internal";
import { formatPath, type Table } from "@fleet/diagnostics";
import type { Places } from "../access/access-ways.ts";
import { showPlace } from "./placed-values.ts";

/** Values, each with what decided it, and who was asked before and after. */
export function tabulateValues(values: readonly ExplainedValue[], places: Places): Table {
  return {
    head: ["value", "is", "because"],
    rows: values.map((value) => [
      value.name,
      showJson(value.value) ?? "none",
      explainDecision(value, places),
    ]),
  };
}

/** What decided a value, in one line. */
function explainDecision(value: ExplainedValue, places: Places): string {
  const { asked, path } = value;
  const at = asked.findIndex((one) =>
    path === null
      ? one.path === null && one.origin === value.origin
      : one.path !== null && formatPath(one.path) === formatPath(path),
  );
  const earlier = asked.slice(0, Math.max(at, 0)).filter(isDeclared);
  const later = asked.slice(at + 1).filter(isDeclared);
  const silent = earlier.flatMap(({ path: one, says }) =>
    says === null ? [showAsked(one, value.name)] : [],
  );
  const unasked = later.map(({ path: one, says }) => {
    const shown = showJson(says);
    return shown === undefined ? showPath(one) : `${showPath(one)} (${shown})`;
  });
  const reasons = [
    ...(silent.length === 0 ? [] : [`as ${joinSilent(silent)}`]),
    ...(unasked.length === 0 ? [] : [`before ${join(unasked)}`]),
  ];
  return [nameDecider(value, places), ...reasons].join(", ");
}

function nameDecider({ path, origin }: ExplainedValue, places: Places): string {
  if (path !== null) {
    const place = showPlace(path, places);
    return origin === "admin" ? `it goes with being admin: ${place}` : place;
  }
  switch (origin) {
    case "ledger":
      return "fleet.lock.json remembers it";
    case "admin":
      return "it goes with being admin";
    default:
      return "built in";
  }
}

function isDeclared({ path }: AskedPlace): boolean {
  return path !== null;
}

function showPath(path: AskedPlace["path"]): string {
  return formatPath(path ?? []);
}

/** What was asked, without the key that everybody is asked for. */
function showAsked(path: AskedPlace["path"], name: string): string {
  const steps = path ?? [];
  return showPath(steps.at(-1) === name && steps.length > 1 ? steps.slice(0, -1) : steps);
}

function joinSilent(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  if (names.length === 1) return `${last} says none`;
  return `neither ${names.slice(0, -1).join(", ")} nor ${last} says one`;
}

/** A value in a line; undefined for none. */
function showJson(value: ExplainedJson): string | undefined {
  if (value === null) return undefined;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" ? value.join(", ") : String(value);
}

function join(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** Modules in the order of import, with what asks for each. */
export function tabulateModules(modules: readonly ExplainedModule[], places: Places): Table {
  return {
    head: ["#", "module", "because"],
    rows: modules.map(({ module, kind, isOptional, because, path }, index) => [
      String(index + 1),
      `${kind === "name" ? `flake.modules: ${module}` : module}${isOptional ? ", if there is one" : ""}`,
      path === null ? because : `${because}, ${showPlace(path, places)}`,
    ]),
  };
}
