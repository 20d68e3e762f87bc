import { personHeader, wasRefused } from './person';
import type { Problem } from './types';

/** A refusal or failure, always with something to show the reader. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

export type Answer<T> = { data: T; etag: string | null; status: number };

type Options = { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal };

const OFFLINE: Problem = {
  status: 0,
  code: 'offline',
  title: 'No connection',
  detail: 'Equipoise cannot be reached. Nothing on this page was lost.',
  fix: 'Check the network connection and try again.',
};

export async function call<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
  const json = options.body !== undefined;
  const headers = {
    Accept: 'application/json',
    ...options.headers,
    ...(json ? { 'Content-Type': 'application/json' } : {}),
  };
  const response = await send(method, path, json ? JSON.stringify(options.body) : undefined, headers, options.signal);
  const text = await response.text();
  return {
    data: (text === '' ? undefined : JSON.parse(text)) as T,
    etag: response.headers.get('ETag'),
    status: response.status,
  };
}

/** Sends anything and gives the answer as it comes, whose body is not read yet; a refusal is thrown as its problem. */
export async function send(
  method: string,
  path: string,
  body: BodyInit | undefined,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: { ...headers, ...personHeader(), ...(method === 'GET' ? {} : { 'X-Equipoise-CSRF': '1' }) },
    body,
    credentials: 'same-origin',
    redirect: 'error',
    signal,
  }).catch(() => {
    throw new ProblemError(OFFLINE);
  });
  if (!response.ok) {
    const problem = problemOf(response.status, await response.text());
    if (problem.code === 'another-person') {
      wasRefused();
    }
    throw new ProblemError(problem);
  }
  return response;
}

export async function read<T>(path: string): Promise<T> {
  return (await call<T>('GET', path)).data;
}

/** The value, or null where the server says there is none (404). */
export async function readIfPresent<T>(path: string): Promise<T | null> {
  try {
    return await read<T>(path);
  } catch (failure) {
    if (isProblem(failure, 404)) {
      return null;
    }
    throw failure;
  }
}

export function isProblem(failure: unknown, status: number): failure is ProblemError {
  return failure instanceof ProblemError && failure.problem.status === status;
}

/** Whether somebody else was faster, so that what was looked at is not what there is now. */
export const isConflict = (failure: unknown): boolean =>
  failure instanceof ProblemError && failure.problem.code === 'revision-conflict';

function problemOf(status: number, text: string): Problem {
  try {
    const parsed = JSON.parse(text) as Partial<Problem>;
    if (typeof parsed.title === 'string' && typeof parsed.code === 'string') {
      return { ...parsed, status, title: parsed.title, code: parsed.code };
    }
  } catch {
    // Not JSON: fall through to the general problem.
  }
  return {
    status,
    code: 'unexpected-answer',
    title: 'Unexpected answer',
    detail: `The server answered with status ${status} and no explanation.`,
    fix: 'Try again. If it happens again, tell your administrator what you were doing and when.',
  };
}

/** A fresh idempotency key. Works without a secure context too, as on a tablet that uses plain HTTP in a test network. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
