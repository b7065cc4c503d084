import type { CompiledFleet } from "@fleet/project/internal";

/** As much of a fleet as a view shows: what is declared, and what it comes to. */
export type ViewedFleet = Pick<CompiledFleet, "declared" | "resolved" | "homes">;
