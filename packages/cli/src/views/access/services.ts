import { listServices } from "@fleet/core";
import type { Explanation } from "../explanation.ts";
import type { ViewedFleet } from "../viewed-fleet.ts";

/** What runs for whom on which host, and who reaches it. */
export function explainServices(fleet: ViewedFleet): Explanation {
  const services = listServices(fleet);
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
