import { listOwnData } from "@fleet/core/internal";
import { formatPath, type Path, quote } from "@fleet/diagnostics";
import type { Explanation } from "./explanation.ts";
import type { ViewedFleet } from "./viewed-fleet.ts";

/** Which data of one's own there are, and how Nix modules read them. */
export function explainOwnData({ declared }: ViewedFleet): Explanation {
  const all = listOwnData(declared);
  const rows = all.map(({ path, data }) => [formatPath(path), readAs(path), quote(data)]);
  return {
    table: { head: ["declared", "modules read", "value"], rows },
    nothing: "No data of one's own are declared.",
    json: all.map(({ path, data }) => ({ declared: formatPath(path), read: readAs(path), data })),
  };
}

/** The argument of a Nix module that the data are in. */
function readAs([section]: Path): string {
  switch (section) {
    case "users":
      return "fleet.user.data";
    case "hosts":
      return "fleet.host.data";
    default:
      return "fleet.data";
  }
}
