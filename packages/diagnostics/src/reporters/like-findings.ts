import { countCured, cureKey, joinCures, renderCure } from "../cure.ts";
import type { Finding } from "../finding.ts";

/** A finding as a report for people shows it. */
export interface ShownFinding {
  readonly finding: Finding;
  /** How many more of its kind are not shown, said behind it. */
  readonly hidden: number;
}

/** Of more findings of one code than this, the first are shown. */
export const listedInAll = 5;
const listedOfMany = 3;

/**
 * What is shown of findings, in their order: of very many of one code and severity the first, and how many
 * there are more. What mends several is said once, at the first of them: one command for all, or the help
 * that they have in common.
 */
export function foldFindings(findings: readonly Finding[]): readonly ShownFinding[] {
  const kinds = groupBy(findings, kindOf);
  const shown = findings.filter((finding) => {
    const like = kinds.get(kindOf(finding)) ?? [];
    return like.length <= listedInAll || like.slice(0, listedOfMany).includes(finding);
  });
  const helps = shareHelps(findings, kinds);
  return shown.map((finding) => {
    const like = kinds.get(kindOf(finding)) ?? [];
    const isLast = like.length > listedInAll && like[listedOfMany - 1] === finding;
    return {
      finding: helps.has(finding) ? withHelp(finding, helps.get(finding)) : finding,
      hidden: isLast ? like.length - listedOfMany : 0,
    };
  });
}

/** How many findings there are of each code, by severity; empty where each is the only one, or few are there. */
export function countByCode(findings: readonly Finding[]): readonly (readonly string[])[] {
  const kinds = [...groupBy(findings, kindOf).values()];
  if (findings.length <= listedOfMany || kinds.length === findings.length) return [];
  const rank = ({ severity }: Finding) => (severity === "error" ? 0 : 1);
  return kinds
    .flatMap((like) => (like[0] === undefined ? [] : [{ first: like[0], count: like.length }]))
    .sort((a, b) => rank(a.first) - rank(b.first) || b.count - a.count)
    .map(({ first: { severity, code }, count }) => [
      String(count),
      count === 1 ? severity : `${severity}s`,
      code,
    ]);
}

function kindOf({ severity, code }: Finding): string {
  return `${severity} ${code}`;
}

type Helps = ReadonlyMap<Finding, string | undefined>;

/** The help that the first of several has for all of them, and that the others need no more. */
function shareHelps(
  findings: readonly Finding[],
  kinds: ReadonlyMap<string, readonly Finding[]>,
): Helps {
  const helps = new Map<Finding, string | undefined>();
  const share = ([first, ...others]: readonly Finding[], help: string) => {
    if (first === undefined || others.length === 0) return;
    helps.set(first, help);
    for (const other of others) helps.set(other, undefined);
  };
  for (const like of kinds.values()) {
    const [{ help } = {}] = like;
    const isShared = like.length > listedInAll && like.every((one) => one.help === help);
    if (isShared && help !== undefined) share(like, `For all ${like.length}: ${help}`);
  }
  const curable = findings.filter(({ cure }) => cure !== undefined);
  for (const like of groupBy(curable, ({ cure = [] }) => cureKey(cure)).values()) {
    const cures = like.map(({ cure = [] }) => cure);
    const count = countCured(cures);
    const all = count === 2 ? "both" : `all ${count}`;
    const whom = count === like.length ? all : `the first ${count} of ${like.length}`;
    share(like, `For ${whom}, run: ${renderCure(joinCures(cures))}`);
  }
  return helps;
}

function withHelp({ help: _, ...finding }: Finding, help: string | undefined): Finding {
  return help === undefined ? finding : { ...finding, help };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
