import type { IncomingHttpHeaders } from 'node:http';
import { type MockAnswer, refused } from './answers.ts';
import { people } from './data.ts';
import { entryRoutes } from './routes/entry.ts';
import { exchangeRoutes } from './routes/exchange.ts';
import { queryRoutes } from './routes/queries.ts';
import { randomizerRoutes } from './routes/randomizer.ts';
import { reviewRoutes } from './routes/review.ts';
import { safetyRoutes } from './routes/safety.ts';
import { sessionRoutes } from './routes/session.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { subjectRoutes } from './routes/subjects.ts';
import { state } from './state.ts';

const ROUTES = [
  sessionRoutes,
  subjectRoutes,
  entryRoutes,
  reviewRoutes,
  queryRoutes,
  safetyRoutes,
  exchangeRoutes,
  randomizerRoutes,
  statisticsRoutes,
].flat();

/** What the services would answer, as far as the pages need it. */
export function answer(method: string, url: string, body: string, headers: IncomingHttpHeaders): MockAnswer | null {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const drawnFor = headers['Equipoise-Person'] ?? headers['equipoise-person'];
  if (pathname.startsWith('/api/') && drawnFor && state.role && drawnFor !== people[state.role]?.id) {
    return refused(409, 'another-person', 'Somebody else is signed in now', { fix: 'Open the page anew.' });
  }
  for (const [verb, path, handle] of ROUTES) {
    const match = path.exec(pathname);
    if (match && verb === method) {
      const json = body.startsWith('{') ? (JSON.parse(body) as Record<string, unknown>) : {};
      return handle(match.slice(1), { path: pathname, search: searchParams, body: json, text: body, headers });
    }
  }
  return null;
}
