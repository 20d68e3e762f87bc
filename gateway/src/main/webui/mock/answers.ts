import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from '../src/api/types';

export type MockAnswer = { status: number; body?: unknown; text?: string; headers?: Record<string, string> };

export type Request = {
  path: string;
  search: URLSearchParams;
  body: Record<string, unknown>;
  text: string;
  headers: IncomingHttpHeaders;
};
export type Route = [method: string, path: RegExp, answer: (at: string[], request: Request) => MockAnswer];

export const ok = (body: unknown, status = 200): MockAnswer => ({ status, body });
export const refused = (status: number, code: string, title: string, more: Partial<Problem> = {}): MockAnswer => ({
  status,
  body: { type: `https://equipoise.example/problems/${code}`, title, status, code, ...more },
});

export const stale = (): MockAnswer => refused(403, 'sign-in-too-old', 'Sign in again for this');

export const ECRF = '/api/ecrf/studies';
export const RANDOMIZER = '/api/randomizer/studies/KET-TRD-01';
export const SUBJECT = `${ECRF}/KET-TRD-01/subjects/([^/]+)`;

export function placeOf([, event, form]: string[], request: Request): string {
  return `${event}/${form}/${request.search.get('repeat') ?? '1'}`;
}
