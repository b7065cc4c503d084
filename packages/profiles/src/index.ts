export { profilesCodes } from "./codes.ts";
export { type ExplainedHome, explainHome } from "./explained-home.ts";
export { type ExplainedProfile, explainProfile } from "./explained-profile.ts";
export type { Home, Homes, StandaloneHome } from "./home.ts";
export { orderProfiles } from "./profile-order.ts";
export { listProfiles, type ProfileOnHost } from "./profile-query.ts";
export { resolveHomes } from "./resolve-homes.ts";
