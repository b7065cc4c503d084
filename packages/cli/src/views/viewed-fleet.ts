import type { ComputedFleet } from "@fleet/codegen";

/** As much of a fleet as a view shows: what is declared, and what it comes to. */
export type ViewedFleet = Pick<ComputedFleet, "declared" | "resolved" | "homes">;
