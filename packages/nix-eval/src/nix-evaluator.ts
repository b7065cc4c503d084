import type { Checked } from "@fleet/diagnostics";

/** What JSON can say. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** What an evaluation came to. */
export type Evaluated = Checked<JsonValue> & {
  /** What the code itself said of where it failed, innermost first: see `mark` of the request. Default: nothing. */
  readonly marks?: readonly string[];
};

/**
 * Evaluates Nix to JSON. The `nix` command is one way to do it; whatever else can evaluate Nix fits
 * behind the same verb.
 */
export interface NixEvaluator {
  /**
   * The value of what is asked for, or all that kept it from having one. Never rejects for a mistake
   * in the Nix code. Evaluation warnings (`lib.warn`) come as diagnostics beside the value. Integers
   * beyond 2^53 lose their last digits, as everywhere in JavaScript.
   */
  evaluate(request: NixRequest): Promise<Evaluated>;
}

/** What to evaluate: an expression, a file, or an attribute of a flake. */
export type NixRequest = ExpressionRequest | FileRequest | FlakeRequest;

/** An expression in the Nix language. */
export interface ExpressionRequest extends EvaluationOptions {
  readonly kind: "expression";
  /** The text. Beyond 120,000 bytes it must be `impure`. */
  readonly expression: string;
  /** The folder that relative paths in the expression start from. Default: the current one. */
  readonly directory?: string;
  /** Whether it may read files, the environment and the clock. Default: false. */
  readonly impure?: boolean;
}

/** A Nix file. It may read files, the environment and the clock. */
export interface FileRequest extends EvaluationOptions {
  readonly kind: "file";
  /** The file, relative to the current folder unless absolute. */
  readonly file: string;
  /** What the file's function is called with, exactly. Default: the file's value is taken as it is. */
  readonly arguments?: { readonly [name: string]: JsonValue };
}

/**
 * An attribute of a flake's outputs. Nix sees only what git tracks, and writes no lock file. An old
 * Nix (2.8) refuses a git repository whose path holds spaces and the like.
 */
export interface FlakeRequest extends EvaluationOptions {
  readonly kind: "flake";
  /** The folder that holds `flake.nix`, relative to the current folder unless absolute. */
  readonly directory: string;
  /**
   * The names on the way to the attribute, outermost first; at least one. Before Nix 2.19, what lies
   * at the same path below `packages.<system>` or `legacyPackages.<system>` wins.
   */
  readonly attribute: readonly string[];
  /** Whether it may read files outside, the environment and the clock. Default: false. */
  readonly impure?: boolean;
  /** Whether the folder is taken as it is, whatever repository it lies in. Default: false. */
  readonly isPlainFolder?: boolean;
  /** Flake references by the name of the input they replace, such as `path:/srv/nixpkgs`. Default: none. */
  readonly overrideInputs?: Readonly<Record<string, string>>;
}

/** What every request may say. */
export interface EvaluationOptions {
  /** A Nix function, applied to the value before it is turned into JSON. Default: none. */
  readonly apply?: string;
  /**
   * How texts begin that the code adds to a failure with `builtins.addErrorContext` to say what it was at. They come
   * back as `marks`, without this beginning, and are in no message. Default: there are none.
   */
  readonly mark?: string;
  /** Milliseconds until Nix and all that it started are stopped. Default: 300,000, five minutes. */
  readonly timeLimit?: number;
  /** Stops Nix and all that it started when aborted. Default: none. */
  readonly signal?: AbortSignal;
  /** Further arguments of `nix eval`; ignored where the evaluator is not that command. Default: none. */
  readonly nixArguments?: readonly string[];
}
