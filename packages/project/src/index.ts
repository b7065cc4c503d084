export { openProject, type Project } from "./project.ts";
