export * from "@fleet/core";
