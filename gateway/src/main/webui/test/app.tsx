import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { vi } from 'vitest';
import { answer } from '../mock/backend';
import { newQueryClient } from '../src/api/queryClient';
import { newRouter } from '../src/router';
import { theme } from '../src/theme';

/** jsdom's files cannot be read in the simple way. */
function textOf(file: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(file);
  });
}

/** The whole application at an address, on the mock services, signed in with a role. */
export function open(path: string, role: string) {
  answer('GET', `/mock/as/${role}`, '', {});
  if (role === '') {
    answer('GET', '/mock/out', '', {});
  }
  const requests: { method: string; path: string; body: unknown; headers: Record<string, string> }[] = [];
  vi.stubGlobal('fetch', async (url: string, options: RequestInit = {}) => {
    const method = options.method ?? 'GET';
    const body = options.body instanceof Blob ? await textOf(options.body) : ((options.body as string | undefined) ?? '');
    requests.push({
      method,
      path: url,
      body: body.startsWith('{') ? JSON.parse(body) : body || undefined,
      headers: options.headers as Record<string, string>,
    });
    const found = answer(method, url, body, (options.headers ?? {}) as Record<string, string>) ?? { status: 404, body: { title: 'Nothing', code: 'not-found' } };
    const text = 'text' in found ? found.text : undefined;
    return new Response(text ?? (found.body === undefined ? null : JSON.stringify(found.body)), { status: found.status });
  });
  const queries = newQueryClient();
  const router = createRouter({
    ...newRouter().options,
    history: createMemoryHistory({ initialEntries: [path] }),
  } as Parameters<typeof createRouter>[0]);
  const view = render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { requests, router, queries, view };
}
