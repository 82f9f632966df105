export function rulesFor(html: string, css: string): string;
