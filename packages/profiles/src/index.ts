export { profilesCodes } from "./codes.ts";
export type { Home, Homes, StandaloneHome } from "./home.ts";
export { orderProfiles } from "./profile-order.ts";
export { listProfiles, type ProfileOnHost } from "./profile-query.ts";
export { resolveHomes } from "./resolve-homes.ts";
