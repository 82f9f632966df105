export function dependenciesCurrent(root: string): boolean;
export function ensureDependencies(root: string): void;
