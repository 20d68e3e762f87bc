import { call, send } from './client';
import type { Page } from './types';

/** How far a file has come. */
export type Progress = { done: number; of?: number };

type OnProgress = (progress: Progress) => void;

/**
 * Fetches a file and hands it to the browser under the name that the server gives it. Not by a plain link, so that a refusal is read
 * on the page, and so that it is seen coming.
 */
export async function download(path: string, fallbackName: string, onProgress: OnProgress): Promise<void> {
  const response = await send('GET', path, undefined, { Accept: '*/*' });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  let done = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    done += part.value.byteLength;
    onProgress({ done });
  }
  keep(new Blob(parts, { type: response.headers.get('Content-Type') ?? '' }), nameOf(response) ?? fallbackName);
}

/** Fetches a listing page by page and hands it to the browser as one JSON file: the first page's head with all items. */
export async function downloadPages(path: string, name: string, of: number, onProgress: OnProgress): Promise<void> {
  const items: unknown[] = [];
  let head: Record<string, unknown> | null = null;
  let after: string | null = '';
  while (after !== null) {
    const page: Page<unknown> & Record<string, unknown> = (
      await call<Page<unknown> & Record<string, unknown>>('GET', `${path}?limit=200&after=${encodeURIComponent(after)}`)
    ).data;
    items.push(...page.items);
    head ??= page;
    after = page.next ?? null;
    onProgress({ done: items.length, of });
  }
  const { next: _, ...rest } = head ?? {};
  keep(new Blob([JSON.stringify({ ...rest, items }, null, 2)], { type: 'application/json' }), name);
}

const NAME = /filename="([^"]+)"/;

function nameOf(response: Response): string | undefined {
  return NAME.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
}

function keep(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** "812 kB", "3.4 MB". */
export function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
