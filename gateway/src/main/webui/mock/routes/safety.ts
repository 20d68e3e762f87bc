import { ECRF, ok, type Route } from '../answers.ts';
import { NOW } from '../data.ts';
import { ADVERSE_EVENTS, CLOCK_SUMMARY, clocks, ENDINGS, noticesOf, RELAPSES, resolve } from '../safety.ts';

/** Reporting clocks, alerts, adverse events and deviations. */
export const safetyRoutes: Route[] = [
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/reporting-clocks$`), (_, { search }) => ok(clocksIn(search.get('state')))],
  [
    'GET',
    new RegExp(`^${ECRF}/KET-TRD-01/reporting-clocks/summary$`),
    () => ok({ asOf: NOW, clocks: CLOCK_SUMMARY }),
  ],
  [
    'GET',
    new RegExp(`^${ECRF}/KET-TRD-01/(alerts|deviations)$`),
    ([kind], { search }) => ok({ items: noticesOf(kind as 'alerts', search.get('status')), next: null }),
  ],
  [
    'POST',
    new RegExp(`^${ECRF}/KET-TRD-01/(alerts|deviations)/([^/]+)/(?:acknowledgement|completion)$`),
    ([kind, id], { body }) => ok(resolve(kind as 'alerts', id!, body)),
  ],
  [
    'GET',
    new RegExp(`^${ECRF}/KET-TRD-01/adverse-events$`),
    (_, { search }) =>
      ok({ items: ADVERSE_EVENTS.filter((event) => search.get('serious') !== 'true' || event.serious), next: null }),
  ],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/dispositions$`), () => ok({ items: ENDINGS, next: null })],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/relapses$`), () => ok({ items: RELAPSES, next: null })],
];

const clocksIn = (wanted: string | null) => ({
  items: clocks().filter((clock) => !wanted || clock.state === wanted),
  next: null,
});
