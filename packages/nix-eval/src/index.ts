export { nixEvalCodes } from "./codes.ts";
export {
  createNativeEvaluator,
  type NativeOptions,
  openNativeEvaluator,
} from "./native-evaluator.ts";
export { findNix, type NixBinary, type NixSearch } from "./nix-binary.ts";
export type {
  Evaluated,
  EvaluationOptions,
  ExpressionRequest,
  FileRequest,
  FlakeRequest,
  JsonValue,
  NixEvaluator,
  NixRequest,
} from "./nix-evaluator.ts";
export type { NixDisk, NixMachine } from "./nix-machine.ts";
export { isNixText, isNixValue, printAttrPath, printNixString, printNixValue } from "./nix-text.ts";
export type { NixVersion } from "./nix-version.ts";
