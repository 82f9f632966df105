import type { RequestListener, Server } from 'node:http';

export function staticHandler(folder: string, base?: string): RequestListener;
export function listen(
  handler: RequestListener,
  options: { port: number; host: string; mayMove: boolean },
): Promise<{ server: Server; port: number }>;
