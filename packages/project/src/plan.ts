export { type PlannedFrom, type ProjectPlan, planProject } from "./plan/plan-project.ts";
