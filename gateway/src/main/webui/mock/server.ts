import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { MockAnswer } from './answers.ts';
import { answer } from './backend.ts';

/** `npm run dev` without any service: `/mock/as/<role>` signs in with a role, `/mock/out` signs out. */
export function mockBackend(): Plugin {
  return {
    name: 'mock-backend',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        void readBody(request).then((body) => {
          const found = answer(request.method ?? 'GET', request.url ?? '/', body, request.headers);
          if (found) {
            send(response, found);
          } else {
            next();
          }
        });
      });
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, body, text, headers }: MockAnswer) {
  response.writeHead(status, {
    'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json',
    ...headers,
  });
  response.end(text ?? (body === undefined ? '' : JSON.stringify(body)));
}
