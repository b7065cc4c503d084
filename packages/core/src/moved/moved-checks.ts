import { type Diagnostic, formatPath, quote, shellWord, suggestName } from "@fleet/diagnostics";
import type { DeclaredContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import { hostIdProblem, loginNameProblem } from "../declaration/names.ts";

/** What is called otherwise leads from ids that are gone to ids that are there, each in one step. */
export function* movesFit(context: DeclaredContext): Iterable<Diagnostic> {
  for (const kind of ["user", "host"] as const) {
    for (const [old, to] of context.fleet.moved[`${kind}s`]) {
      yield* moveFits(context, { kind, old, to });
    }
  }
}

interface Move {
  readonly kind: "user" | "host";
  readonly old: string;
  readonly to: string;
}

function* moveFits({ fleet, names }: DeclaredContext, move: Move): Iterable<Diagnostic> {
  const { kind, old, to } = move;
  const section = `${kind}s` as const;
  const path = ["moved", section, old];
  const declared = names[section];
  const moved = fleet.moved[section];
  const problem = kind === "user" ? loginNameProblem(old) : hostIdProblem(old);
  if (old === to) {
    yield coreCodes.create("bad-move", `${quote(old)} is said to be called ${quote(to)} now.`, {
      path,
      help: "Write the id that it has now, or take the line out.",
    });
  } else if (declared.has(old)) {
    yield stillDeclared(move, declared);
  } else if (problem !== undefined) {
    yield coreCodes.create("bad-name", `${quote(old)} was never a ${kind}. ${problem}`, {
      path,
      help: `Write the id that ${quote(to)} had before, or take the line out.`,
    });
  } else if (moved.has(to)) {
    yield describeChain(move, moved, declared);
  } else if (!declared.has(to)) {
    const message = `The ${kind} ${quote(to)}, as which ${quote(old)} is said to be known now, is not declared.`;
    const help = suggestName(to, [...declared], kind);
    yield coreCodes.create(`unknown-${kind}`, message, { path, help });
  } else if (kind === "user" && fleet.users.get(to)?.own.username === undefined) {
    const [first] = [...moved].find(([, other]) => other === to) ?? [old];
    if (first !== old && !declared.has(first)) yield describeTwice(move, first);
  }
}

/** Both ids are there: then nobody is called otherwise. */
function stillDeclared({ kind, old, to }: Move, declared: ReadonlySet<string>): Diagnostic {
  const isBoth = declared.has(to);
  const message = isBoth
    ? `${quote(old)} is said to be called ${quote(to)} now, and both are declared.`
    : `${quote(old)} is said to be called ${quote(to)} now, and is declared as ${quote(old)} still.`;
  const isTwo = `If ${quote(old)} is somebody else, take the line out of \`moved\`.`;
  const other = kind === "user" ? isTwo : isTwo.replace("somebody else", "another machine");
  const help = isBoth
    ? `If they are one, take ${quote(old)} out of \`${kind}s\`. ${other}`
    : `Take the line out, then run \`fleet rename ${kind} ${shellWord(old)} ${shellWord(to)} --say-moved\`.`;
  return coreCodes.create("moved-declared", message, { path: ["moved", `${kind}s`, old], help });
}

/** Two steps, or any number that lead back. */
function describeChain(
  { kind, old, to }: Move,
  moved: ReadonlyMap<string, string>,
  declared: ReadonlySet<string>,
): Diagnostic {
  const steps = [old, to];
  for (let next = moved.get(to); next !== undefined; next = moved.get(next)) {
    steps.push(next);
    if (steps.indexOf(next) !== steps.length - 1) break;
  }
  const last = steps.at(-1) ?? to;
  const isCircle = steps.indexOf(last) !== steps.length - 1;
  const shown = steps.slice(0, mostSteps).map((step) => quote(step));
  const way = [...shown, ...(steps.length > mostSteps ? ["…"] : [])].join(", then ");
  const message = isCircle
    ? `${way}: that is a circle, in which nothing has its last name.`
    : `${way}: each old ${kind} id leads to the present one in one step.`;
  const help = isCircle
    ? `Leave the lines whose new id is declared${declared.size === 0 ? "" : `, such as ${quote([...declared][0] ?? "")}`}.`
    : `Write ${formatPath(["moved", `${kind}s`, old])}: ${quote(last)}.`;
  return coreCodes.create("bad-move", message, { path: ["moved", `${kind}s`, old], help });
}

const mostSteps = 6;

/** One person had two ids, of which nobody can tell which is the login on machines. */
function describeTwice({ old, to }: Move, first: string): Diagnostic {
  const message = `Both ${quote(first)} and ${quote(old)} are said to be called ${quote(to)} now.`;
  const help = `If it is one person, declare which login machines know: username: ${quote(first)}, or ${quote(old)}, in ${formatPath(["users", to])}. If they are two, take the line out that is wrong.`;
  return coreCodes.create("moved-twice", message, { path: ["moved", "users", old], help });
}
