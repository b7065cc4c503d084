export { readAccess } from "./access/read-access.ts";
export { explainUnread } from "./access/read-lack.ts";
