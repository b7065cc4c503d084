export { profilesCodes } from "./codes.ts";
export type { Home, Homes, StandaloneHome } from "./home.ts";
export { homeOriginPath } from "./home-origin.ts";
export { orderProfiles } from "./profile-order.ts";
export { resolveHomes } from "./resolve-homes.ts";
