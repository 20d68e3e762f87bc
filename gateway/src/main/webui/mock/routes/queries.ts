import { ECRF, type MockAnswer, ok, refused, type Request, type Route } from '../answers.ts';
import { NOW, QUERIES } from '../data.ts';

/** Queries, one by one and many at once. */
export const queryRoutes: Route[] = [
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/queries$`), (_, request) => ok({ items: queriesLike(request), next: null })],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/queries$`), (_, request) => ok({ query: 'q9', ...request.body }, 201)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/queries/ages$`), () => ok(QUERY_AGES)],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/queries/changes$`), (_, request) => changeQueries(request.body)],
];

function queriesLike({ search }: Request) {
  const [subject, status] = [search.get('subject'), search.get('status')];
  return QUERIES.filter((query) => (!subject || query.subject === subject) && (!status || query.status === status));
}

const QUERY_AGES = {
  asOf: NOW,
  sites: [
    {
      site: '02',
      buckets: ['0-7', '8-14', '15-30', '31+'].map((days) => ({ days, open: 0, answered: days === '15-30' ? 1 : 0 })),
    },
  ],
};

type Change = { action: string; query?: string; item?: string };

function changeQueries(body: Record<string, unknown>): MockAnswer {
  const entries = body.entries as Change[];
  return entries[0]?.action === 'raise' ? raise(entries) : close(entries);
}

/** In this mock, remarks are not asked about. */
function raise(entries: Change[]): MockAnswer {
  const refusals = entries.flatMap(({ item }, index) =>
    item === 'NOTE' ? [{ index, detail: 'The form VITALS has no item NOTE.' }] : [],
  );
  return refusals.length > 0
    ? refused(422, 'invalid-value', 'A value is not acceptable', { entries: refusals })
    : ok({ entries: entries.map((_, index) => ({ index, outcome: 'raised' })) });
}

/** In this mock, somebody else was faster with every second query. */
const close = (entries: Change[]): MockAnswer =>
  ok({
    entries: entries.map((_, index) =>
      index % 2 === 0
        ? { index, outcome: 'closed' }
        : { index, outcome: 'refused', detail: 'mona.monitor closed it a moment ago.' },
    ),
  });
