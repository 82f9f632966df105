export const COMPILE_HINT: string;
export function hintFirstScripts(out: string, base: string): string[];
