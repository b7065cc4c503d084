export { inspectGenerated } from "./ask/staleness.ts";
export { verifyCodes } from "./codes.ts";
export type { HostVerdict } from "./verdict/host-verdict.ts";
export { runVerification, type Verification } from "./verify-project.ts";
