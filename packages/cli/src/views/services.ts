import { formatPath } from "@fleet/diagnostics";
import type { Explanation } from "./explanation.ts";
import type { ViewedFleet } from "./viewed-fleet.ts";

/** What runs for whom on which host, and who reaches it. */
export function explainServices({ declared, resolved }: ViewedFleet): Explanation {
  const services = [...resolved.hosts.values()].flatMap((host) =>
    [...host.accounts.values()].flatMap(({ user, username, codeServer }) => {
      if (codeServer === undefined) return [];
      const { auth, host: address, port, workingDirectory } = codeServer.value;
      const placement = declared.hosts.get(host.id)?.placements.get(user);
      const isHere = codeServer.origin === "placement" && placement !== undefined;
      const place = [...(isHere ? placement.path : ["users", user]), "services", "codeServer"];
      const unit = `code-server-${username.value}.service`;
      const because = formatPath(place);
      return [{ host: host.id, unit, user, address, port, auth, workingDirectory, because }];
    }),
  );
  const rows = services.map(({ host, unit, address, port, auth, workingDirectory, because }) => [
    host,
    unit,
    address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`,
    auth === "none" ? "everybody" : "password",
    workingDirectory,
    because,
  ]);
  return {
    table: { head: ["host", "unit", "address", "lets in", "opens", "because"], rows },
    nothing: "No service runs for anybody.",
    json: services,
  };
}
