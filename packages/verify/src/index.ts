export { verifyCodes } from "./codes.ts";
export { runVerification, type Verification } from "./run-verification.ts";
export { inspectGenerated } from "./staleness.ts";
export type { HostVerdict } from "./verification.ts";
