export type { Home, Homes, StandaloneHome } from "./home.ts";
export { orderProfiles } from "./profile-order.ts";
export { resolveHomes } from "./resolve-homes.ts";
