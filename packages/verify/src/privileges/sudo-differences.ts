import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { type Comparison, compareValue } from "../differences/difference.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { RuleFacts } from "../facts/privilege-facts.ts";
import { listAdmins } from "./admins.ts";

/**
 * Whether sudo, or what stands for it, asks admins for their password as it is declared. A rule of a module's may
 * let one of them pass where all the others are asked.
 */
export function* compareSudo(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const { sudoNeedsPassword: asks } = host.root;
  // Where nothing is declared, a module may say it.
  if (asks.origin === "built-in") return;
  const isMac = host.platform === "darwin";
  const opening = asks.value ? findOpening(host, facts) : undefined;
  if (opening === undefined && facts.sudoNeedsPassword === null) return;
  const usual = isMac ? "security.sudo.extraConfig" : "security.sudo.wheelNeedsPassword";
  const isUsual = opening === undefined || facts.sudoNeedsPassword === false;
  yield* compareValue(comparison, {
    what: "sudo-password",
    subject: `That sudo asks admins of host ${quote(host.id)} for their password`,
    computed: asks.value,
    found: opening === undefined ? facts.sudoNeedsPassword : false,
    path: asks.path ?? [],
    option: isUsual ? usual : opening,
    ...(isUsual || isMac
      ? {}
      : {
          help: `A module of your own has a rule in ${opening} by which an admin is not asked. Leave it out there, name its commands, or declare \`sudoNeedsPassword: false\`.`,
        }),
  });
}

/** The option with the rule by which an admin is not asked. */
function findOpening(host: ResolvedHost, { privileges, users, groups }: HostFacts) {
  const admin = host.platform === "darwin" ? "admin" : "wheel";
  const gid = groups.get(admin);
  // Also where no account is one, whoever is in the group is asked.
  const whole = [admin, ...(typeof gid === "number" ? [`${gid}`] : [])];
  const subjects = [
    { login: undefined, groups: whole },
    ...listAdmins(host).map(({ username }) => ({
      login: username.value,
      groups: [...whole, ...(users.get(username.value)?.groups ?? [])],
    })),
  ];
  for (const { login, groups } of subjects) {
    const concerns = (rule: RuleFacts) =>
      (login !== undefined && rule.users.includes(login)) ||
      rule.groups.some((group) => groups.includes(group));
    for (const [option, rules] of groupByOption(privileges.rules)) {
      // Of several that are about somebody, sudo and doas follow the last.
      if (rules.findLast((rule) => rule.isAll && concerns(rule))?.isOpen === true) return option;
    }
    const named = [
      "ALL",
      ...groups.map((group) => `%${group}`),
      ...(login === undefined ? [] : [login]),
    ];
    if (privileges.openTexts.some((name) => named.includes(name))) {
      return "security.sudo.extraConfig";
    }
  }
  return undefined;
}

function groupByOption(rules: readonly RuleFacts[]): Map<string, RuleFacts[]> {
  return Map.groupBy(
    rules.filter(({ option }) => /^security\.(sudo|sudo-rs|doas)\./.test(option)),
    ({ option }) => option,
  );
}
