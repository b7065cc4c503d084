/** What `fleet explain` and `fleet check --explain` explain of the whole fleet. */
export const topics = ["data", "deploy", "groups", "services"] as const;

/** A topic. */
export type Topic = (typeof topics)[number];
