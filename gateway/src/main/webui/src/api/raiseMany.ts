import { call, newKey, ProblemError } from './client';
import type { BulkOutcome } from './dataQueries';
import { paths } from './queries';

/** What is asked about: an item of a form, or the form as a whole, with the words for it. */
export type Asked = { subject: string; event: string; form: string; repeat: number; item?: string; label: string };

/** What became of a question; detail says why it was refused. */
export type Answer = { asked: Asked; raised: boolean; detail?: string };

/** Questions that are sent in one request, under a key of their own. */
export type Batch = { key: string; asked: Asked[] };

/** Few enough for progress to show. */
const AT_A_TIME = 25;

/** The requests for so many questions. */
export function batchesOf(asked: Asked[]): Batch[] {
  return Array.from({ length: Math.ceil(asked.length / AT_A_TIME) }, (_, i) => ({
    key: newKey(),
    asked: asked.slice(i * AT_A_TIME, (i + 1) * AT_A_TIME),
  }));
}

/** What became of a batch, and what of it is to be sent under another key, because the service did nothing for what it refused. */
export type Step = { answers: Answer[]; rest: Batch | null };

/** Sends a batch. Whoever sends it again after a lost connection asks nothing twice. */
export async function sendBatch(study: string, { key, asked }: Batch, text: string): Promise<Step> {
  const entries = asked.map(({ subject, event, form, repeat, item }) => ({
    action: 'raise',
    ...{ subject, event, form, repeat },
    ...(item ? { item } : {}),
    text,
  }));
  try {
    const { data } = await call<{ entries: BulkOutcome[] }>('POST', `${paths.study(study)}/queries/changes`, {
      body: { entries },
      headers: { 'Idempotency-Key': key },
    });
    return { answers: asked.map((each, index) => answerOf(each, data.entries.find((entry) => entry.index === index))), rest: null };
  } catch (failure) {
    const refused = refusalsOf(failure, asked);
    if (refused.length === 0) {
      throw failure;
    }
    const left = asked.filter((each) => !refused.some((answer) => answer.asked === each));
    return { answers: refused, rest: left.length > 0 ? { key: newKey(), asked: left } : null };
  }
}

const answerOf = (asked: Asked, outcome?: BulkOutcome): Answer =>
  outcome?.outcome === 'raised' ? { asked, raised: true } : { asked, raised: false, detail: outcome?.detail ?? '' };

/** The questions that a refusal names: because of them nothing was done. */
function refusalsOf(failure: unknown, asked: Asked[]): Answer[] {
  const entries = failure instanceof ProblemError ? (failure.problem.entries ?? []) : [];
  return entries.flatMap(({ index, detail }) => (asked[index] ? [{ asked: asked[index], raised: false, detail }] : []));
}
