/** One of several answers. */
interface OfferedAnswer {
  readonly value: string;
  readonly text: string;
}

/** Questions to somebody on a terminal. Each rejects with `Abandoned` where nobody answers it. */
export interface Prompts {
  /** Says something, and asks nothing. */
  tell(text: string): void;
  askText(question: {
    readonly text: string;
    /** What is taken where nothing is typed; it can be changed. */
    readonly proposed?: string | undefined;
    /** Why an answer cannot be taken; then it is asked again. */
    readonly check?: ((answer: string) => string | undefined) | undefined;
  }): Promise<string>;
  choose(question: {
    readonly text: string;
    readonly answers: readonly OfferedAnswer[];
  }): Promise<string>;
  agree(question: { readonly text: string; readonly proposed: boolean }): Promise<boolean>;
  /** Gives the terminal back as it was. */
  close(): void;
}

/** Somebody pressed Ctrl-C, or the terminal went away. */
export class Abandoned extends Error {
  override readonly name = "Abandoned";
}
