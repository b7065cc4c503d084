// Control characters, those that are not shown (Unicode's Default_Ignorable_Code_Point, which has those that turn text
// round), separators of lines, the blank of Braille, and marks between lines.
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{DI}\u2800\ufff9-\ufffb]/u;

// Scripts such as Persian and Hindi are written with joiners between letters, and pictures are put together with them.
const joiners =
  /(?<=[\p{L}\p{M}])(?<!\p{Script=Latin})[\u200c\u200d](?=\p{L})|(?<=\p{Extended_Pictographic}|\p{EMod}|\ufe0f)\u200d(?=\p{Extended_Pictographic})/gu;
const pictureForm = /(?<=\p{Emoji})\ufe0f/gu;

/**
 * Whether a text holds what nobody can see, or what shows it in another order than it has: two people could be told
 * apart by nothing.
 */
export function holdsUnseen(text: string): boolean {
  return unseen.test(text) && unseen.test(text.replaceAll(joiners, "").replaceAll(pictureForm, ""));
}
