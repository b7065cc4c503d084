export { verifyCodes } from "./codes.ts";
export type { HostVerdict } from "./verdict/host-verdict.ts";
export {
  type FleetVerdict,
  type GeneratedFleet,
  type VerificationOptions,
  verifyFleet,
} from "./verify-fleet.ts";
export {
  findUnknownHosts,
  type OpenEvaluator,
  type Verification,
  verifyProject,
} from "./verify-project.ts";
