/** The codes that begin and end a style (ECMA-48, select graphic rendition). */
const styles = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** How a text can look on a terminal. */
export type Style = keyof typeof styles;

/** Gives a text a style or several, the outermost first; or leaves it as it is. */
export type Paint = (style: Style | readonly Style[], text: string) => string;

/** What paints a text that holds no styles of its own, where colours are wanted. */
export function choosePaint(hasColour: boolean): Paint {
  if (!hasColour) return (_, text) => text;
  return (style, text) =>
    [style].flat().reduceRight((inner, name) => {
      const [begin, end] = styles[name];
      return `\u001b[${begin}m${inner}\u001b[${end}m`;
    }, text);
}
