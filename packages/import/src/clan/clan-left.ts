import { compareNames, quote } from "@fleet/diagnostics";
import type { LeftItem } from "../proposal/proposal.ts";
import type { ClanAccounts } from "./clan-accounts.ts";
import type { ClanInstance, ClanInventory } from "./read-inventory.ts";

/** What of an inventory is not declared: services go on as they are, and what cannot be told is said. */
export function listLeftOfClan(
  { instances }: Pick<ClanInventory, "instances">,
  accounts: ClanAccounts,
  file: string,
): readonly LeftItem[] {
  return [
    ...listServices(instances, accounts, file),
    ...[...accounts.identities].map(([name, logins]) => describeIdentity(name, logins, file)),
    ...[...accounts.badKeys].map(([name, lines]) => describeBadKeys(name, lines, file)),
  ];
}

/** One for each service, however many instances it has. */
function listServices(
  instances: readonly ClanInstance[],
  { instances: read }: ClanAccounts,
  file: string,
): readonly LeftItem[] {
  const byService = Map.groupBy(instances, ({ service, input }) =>
    input === null || input === "clan-core" ? service : `${service} of ${input}`,
  );
  const services = [...byService].sort(([a], [b]) => compareNames(a, b));
  return services.map(([service, own]) => {
    const count = own.length === 1 ? "1 instance" : `${own.length} instances`;
    const isRead = own.some((instance) => read.has(instance));
    const what = `clan's service ${quote(service)} (${count})`;
    return {
      kind: "clan-service",
      about: own.map(({ name }) => name).join(", "),
      message: isRead
        ? `${what} goes on, and says of accounts what is declared now as well; passwords stay with it.`
        : `${what} goes on as it is.`,
      help: "",
      files: [file],
    };
  });
}

function describeIdentity(instance: string, logins: readonly string[], file: string): LeftItem {
  return {
    kind: "clan-identity",
    about: logins.join(", "),
    message: `The instance ${quote(instance)} names somebody who has no account on any machine (\`systemUser = false\`).`,
    help: "",
    files: [file],
  };
}

function describeBadKeys(instance: string, lines: readonly string[], file: string): LeftItem {
  const [first = ""] = lines;
  const more = lines.length === 1 ? "" : `, and ${lines.length - 1} more,`;
  return {
    kind: "bad-key",
    about: instance,
    message: `The instance ${quote(instance)} has ${quote(first)}${more} where a public SSH key belongs.`,
    help: "Put the line of a key there, such as that of ~/.ssh/id_ed25519.pub, or take it out.",
    files: [file],
  };
}
