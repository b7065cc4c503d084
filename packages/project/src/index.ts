export { openConfigText } from "./config-text/config-text.ts";
export type {
  ConfigEdit,
  ConfigPath,
  ConfigPlace,
  ConfigProblem,
  ConfigSource,
  ConfigText,
  EditWay,
  Json,
} from "./config-text/config-text-types.ts";
export { findScriptMistake, type ScriptMistake } from "./config-text/script-mistake.ts";
export type { TextChange, TextRange } from "./config-text/text-change.ts";
