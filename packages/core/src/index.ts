export type {
  FleetDeclaration,
  HostDeclaration,
  PlacementDeclaration,
  UserDeclaration,
} from "./declaration/declaration.ts";
export { defineFleet } from "./declaration/define-fleet.ts";
export type { OwnData } from "./own-data/own-data.ts";
export type { Fleet } from "./parse/fleet.ts";
export { parseFleet } from "./parse/parse-fleet.ts";
export { type GroupOnHost, listGroups } from "./queries/groups.ts";
export { type AdminOnHost, listAdmins, listPeople, type PersonOnHost } from "./queries/people.ts";
export type { QueriedFleet } from "./queries/queried-fleet.ts";
export { listServices, type ServiceOnHost } from "./queries/services.ts";
export { rootEquivalentGroups } from "./resolve/accounts/groups.ts";
export { readHostKeys } from "./resolve/keys/read-host-keys.ts";
export { resolveFleet } from "./resolve/resolve-fleet.ts";
export type {
  Account,
  Decided,
  Origin,
  ResolvedFleet,
  ResolvedHost,
} from "./resolve/resolved-fleet.ts";
export { type Surroundings, wantedFiles } from "./resolve/surroundings.ts";
