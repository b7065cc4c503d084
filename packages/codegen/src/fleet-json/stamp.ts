/**
 * What stands for `generated` in rendered files: hashing is not for a pure stage. Whoever writes a
 * file puts the sha256 of its text, with this placeholder in it, in the placeholder's stead; an edit
 * by hand can be told by it.
 */
export const unstamped = `sha256-${"0".repeat(64)}`;
