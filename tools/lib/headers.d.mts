export function pagePolicy(html: string): string;
export const headers: Readonly<Record<string, string>>;
export function cacheControl(path: string): string;
export function headersFile(): string;
