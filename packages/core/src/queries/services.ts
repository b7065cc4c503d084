import { formatPath } from "@fleet/diagnostics";
import type { CodeServer } from "../resolve/services.ts";
import { type QueriedFleet, selectHosts } from "./queried-fleet.ts";

/** A service that runs for somebody. A row of plain data, as JSON holds it. */
export interface ServiceOnHost {
  readonly host: string;
  /** The unit of systemd that runs it. */
  readonly unit: string;
  /** The id of the user for whom it runs. */
  readonly user: string;
  /** What it listens on. */
  readonly address: string;
  readonly port: number;
  /** Who is let in: everybody, or who knows the password. */
  readonly auth: CodeServer["auth"];
  readonly workingDirectory: string;
  /** Where it is declared: `users.keith.services.codeServer`. */
  readonly because: string;
}

/** What runs for whom on a host, in the order of the accounts; without a host, on every one. */
export function listServices(fleet: QueriedFleet, host?: string): ServiceOnHost[] {
  return selectHosts(fleet, host).flatMap(({ id, accounts }) =>
    [...accounts.values()].flatMap(({ user, username, codeServer }) => {
      if (codeServer === undefined) return [];
      const { auth, host: address, port, workingDirectory } = codeServer.value;
      const unit = `code-server-${username.value}.service`;
      const because = formatPath(codeServer.path ?? []);
      return [{ host: id, unit, user, address, port, auth, workingDirectory, because }];
    }),
  );
}
