import { describe, expect, it, vi } from 'vitest';
import { call, newKey, ProblemError, readIfPresent } from '../src/api/client';

function stub(status: number, body: string, headers: Record<string, string> = {}) {
  const fetching = vi.fn(async (_path: string, _options: RequestInit) => new Response(body || null, { status, headers }));
  vi.stubGlobal('fetch', fetching);
  return fetching;
}

async function problemOf(promise: Promise<unknown>) {
  const failure = await promise.then(
    () => null,
    (e: unknown) => e,
  );
  expect(failure).toBeInstanceOf(ProblemError);
  return (failure as ProblemError).problem;
}

describe('a call', () => {
  it('that writes carries the marker against cross-site requests', async () => {
    const fetching = stub(201, '{"subject":"01-001"}', { ETag: '"1"' });
    const answer = await call('POST', '/api/x', { body: { a: 1 }, headers: { 'Idempotency-Key': 'k' } });
    expect(answer).toEqual({ data: { subject: '01-001' }, etag: '"1"', status: 201 });
    const options = fetching.mock.calls[0]![1];
    expect(options.headers).toMatchObject({
      'X-Equipoise-CSRF': '1',
      'Idempotency-Key': 'k',
      'Content-Type': 'application/json',
    });
    expect(options.body).toBe('{"a":1}');
  });

  it('that reads does not', async () => {
    const fetching = stub(200, '{}');
    await call('GET', '/api/x');
    expect(fetching.mock.calls[0]![1].headers).not.toHaveProperty('X-Equipoise-CSRF');
  });

  it('that is refused hands on the problem with what to do', async () => {
    stub(422, '{"title":"A check failed","code":"check-failed","status":422,"fix":"Correct it.","findings":[]}');
    const problem = await problemOf(call('PUT', '/api/x'));
    expect(problem).toMatchObject({ status: 422, code: 'check-failed', fix: 'Correct it.' });
  });

  it('that is answered by something else says so', async () => {
    stub(502, '<html>Bad gateway</html>');
    expect(await problemOf(call('GET', '/api/x'))).toMatchObject({ status: 502, code: 'unexpected-answer' });
  });

  it('without a connection says so', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('failed')));
    expect(await problemOf(call('GET', '/api/x'))).toMatchObject({ status: 0, code: 'offline' });
  });
});

describe('reading what may be absent', () => {
  it('gives null for 404', async () => {
    stub(404, '{"title":"Nothing","code":"not-found","status":404}');
    expect(await readIfPresent('/api/x')).toBeNull();
  });

  it('fails for everything else', async () => {
    stub(403, '{"title":"No","code":"permission-missing","status":403}');
    expect(await problemOf(readIfPresent('/api/x'))).toMatchObject({ code: 'permission-missing' });
  });
});

it('idempotency keys differ', () => {
  expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(newKey()).not.toBe(newKey());
});
