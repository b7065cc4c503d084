/** The least that a module can be. */
export const emptyModule = "{ }\n";

/** Without its number nix-darwin builds no Mac. */
export const macModule = `{
  # The release of nix-darwin that this Mac begins with. It stays what it was.
  system.stateVersion = 6;
}
`;

/** Whether a module is as it was made, so that nothing is lost with it. */
export function isAsMade(text: string): boolean {
  return text === macModule || /^\{\s*\}\s*$/.test(text);
}
