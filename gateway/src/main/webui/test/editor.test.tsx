import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { answer } from '../mock/backend';
import { open } from './app';

const SUBJECT = '/studies/KET-TRD-01/subjects/01-002';
const MADRS = (event: string) => `${SUBJECT}/events/${event}/forms/MADRS`;

/** All but the fourth. */
const RATED = Object.fromEntries([1, 2, 3, 5, 6, 7, 8, 9, 10].map((i) => [`MADRS${String(i).padStart(2, '0')}`, 2]));

function saved(form: string, values: Record<string, unknown>, occurredAt = '2026-03-04T08:40:45Z') {
  answer('PUT', `/api/ecrf${form}?repeat=1`, JSON.stringify({ values, missing: {}, occurredAt }), {});
}

const sentBy = (requests: { method: string; path: string; body: unknown }[]) =>
  requests.filter((r) => r.method === 'PUT' && !r.path.includes('/draft')).at(-1)?.body as {
    occurredAt: string;
    values: Record<string, unknown>;
    missing: Record<string, string>;
  };

async function change(reason: string) {
  await userEvent.click(await screen.findByRole('button', { name: 'Change' }));
  await userEvent.type(screen.getByLabelText(/Why do you change this form/), reason);
}

describe('the editor', () => {
  it('stays with what was typed when something cannot be read again', async () => {
    const { queries } = open(`${SUBJECT}/events/PLUS80/forms/VITALS`, 'nurse');
    await userEvent.type(await screen.findByLabelText(/^Systolic/), '118');
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}', { status: 500 })));
    await queries.refetchQueries({ queryKey: ['study', 'KET-TRD-01'] });
    expect(screen.getByLabelText(/^Systolic/)).toHaveValue('118');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('goes on with the revision that it began with when somebody else saves another one', async () => {
    const form = `${SUBJECT}/events/PLUS40/forms/VITALS`;
    saved(form, { SYSBP: 120, DIABP: 80 });
    const { requests, queries } = open(form, 'nurse');
    await change('Misread');
    saved(form, { SYSBP: 150, DIABP: 80 });
    // As it happens when the person asks a query about the form.
    await queries.refetchQueries({ queryKey: ['study', 'KET-TRD-01'] });
    expect(screen.getByLabelText(/Why do you change this form/)).toHaveValue('Misread');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sentBy(requests)).toBeDefined());
    expect(requests.find((r) => r.method === 'PUT' && !r.path.includes('/draft'))?.headers['If-Match']).toBe('"1"');
  });
});

describe('a form that was signed before the subject moved to another version', () => {
  it('is shown, and changed, as it was asked when it was signed', async () => {
    const form = `${SUBJECT}/events/DAY7/forms/LIVER`;
    answer('GET', '/mock/signed-under/DAY7/LIVER/0.9', '', {});
    saved(form, { ALT: 31, GGT: 40 }, '2026-03-11T08:00:00Z');
    answer('GET', '/mock/signed-under/DAY7/LIVER/1.0', '', {});
    const { requests } = open(form, 'nurse');
    expect(await screen.findByText('Gamma-GT')).toBeInTheDocument();
    await change('Misread');
    await userEvent.clear(await screen.findByLabelText(/^ALT/));
    await userEvent.type(screen.getByLabelText(/^ALT/), '37');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sentBy(requests)?.values).toEqual({ ALT: 37, GGT: 40 }));
  });
});

describe('a draft', () => {
  const form = (repeat: number) => `${SUBJECT}/events/UNSCHEDULED/forms/VITALS?repeat=${repeat}`;

  it('that is on its way is given up for the save, so that it does not come back after it', async () => {
    const { requests } = open(form(7), 'nurse');
    const underWay: AbortSignal[] = [];
    const fetching = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, options: RequestInit = {}) => {
      if (options.method !== 'PUT' || !url.includes('/draft')) {
        return fetching(url, options);
      }
      underWay.push(options.signal!);
      return new Promise(() => {});
    });
    await fillIn();
    await waitFor(() => expect(underWay).toHaveLength(1));
    expect(underWay[0]!.aborted).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sentBy(requests)).toBeDefined());
    expect(underWay.every((signal) => signal.aborted)).toBe(true);
  }, 20_000);

  it('that somebody else’s save has overtaken is not kept, and the page says so', async () => {
    open(form(8), 'nurse');
    const fetching = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, options: RequestInit = {}) =>
      options.method === 'PUT' && url.includes('/draft')
        ? Promise.resolve(new Response('{"title":"Late","code":"revision-conflict"}', { status: 409 }))
        : fetching(url, options),
    );
    await fillIn();
    expect(await screen.findByText(/Somebody saved this form meanwhile/)).toBeInTheDocument();
  }, 20_000);

  async function fillIn() {
    await userEvent.type(await screen.findByLabelText(/^Systolic/), '118');
    for (const [label, value] of [['Diastolic', '78'], ['Pulse', '70'], ['Oxygen', '97']] as const) {
      await userEvent.type(screen.getByLabelText(new RegExp(`^${label}`)), value);
    }
    fireEvent.change(screen.getByLabelText(/When did this happen/), { target: { value: '2026-03-04T10:30' } });
  }
});

describe('what the service adds', () => {
  it('is shown while the rater types: the total, and what is carried', async () => {
    const { MADRS10: _, ...nine } = RATED;
    saved(MADRS('H24'), nine, '2026-03-05T08:00:00Z');
    open(MADRS('H24'), 'rater');
    await change('x');
    expect(screen.getByText('Calculated once nothing that it needs is missing')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('Yes'));
    expect(await screen.findByText(/^Carried over: 3\./, undefined, { timeout: 15_000 })).toBeInTheDocument();
    fireEvent.click(screen.getAllByLabelText('4').at(-1)!);
    expect(await screen.findByText(/^23/, undefined, { timeout: 15_000 })).toBeInTheDocument();
  }, 40_000);

  it('stays the service’s at a correction, so that the rater has not rated what was carried', async () => {
    saved(MADRS('H72'), { ...RATED, MADRS_CARRIED: true }, '2026-03-07T08:00:00Z');
    const { requests } = open(MADRS('H72'), 'rater');
    await change('Typo');
    expect(screen.getByText(/^Carried over: 3\./)).toBeInTheDocument();
    expect(screen.getByText(/^21/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sentBy(requests)).toBeDefined());
    expect(sentBy(requests).values).toEqual({ ...RATED, MADRS_CARRIED: true });
  }, 40_000);

  it('is gone when it is carried no more: the item then takes a rating', async () => {
    saved(MADRS('DAY7'), { ...RATED, MADRS_CARRIED: true }, '2026-03-11T08:00:00Z');
    const { requests } = open(MADRS('DAY7'), 'rater');
    await change('Rated');
    fireEvent.click(screen.getByLabelText('No'));
    await waitFor(() => expect(screen.queryByText(/^Carried over/)).not.toBeInTheDocument(), { timeout: 8000 });
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sentBy(requests)).toBeDefined());
    expect(sentBy(requests).values).not.toHaveProperty('MADRS04');
  }, 40_000);
});

describe('times', () => {
  it('that nobody touched stay exactly what they were', async () => {
    const form = `${SUBJECT}/events/DAY7/forms/LIVER`;
    const values = { DRAWN_AT: '2025-10-26T02:30:15+01:00', RECEIVED: '08:12:45', ALT: 31 };
    saved(form, values, '2026-03-11T08:00:15Z');
    const { requests } = open(form, 'nurse');
    await change('Typo');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sentBy(requests)).toMatchObject({ occurredAt: '2026-03-11T08:00:15Z', values }));
  });

  it('that the clock showed twice are told apart', async () => {
    const form = `${SUBJECT}/events/UNSCHEDULED/forms/VITALS`;
    const { requests } = open(form, 'nurse');
    await userEvent.type(await screen.findByLabelText(/When did this happen/), '2025-10-26T02:30');
    expect(screen.getByRole('radio', { name: 'The first (CEST)' })).toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name: /The second/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sentBy(requests)?.occurredAt).toBe('2025-10-26T01:30:00Z'));
  });
});

describe('a form that was not done', () => {
  it('gets one reason at all that is not answered, where the item takes it', async () => {
    const form = `${SUBJECT}/events/DAY7/forms/LIVER?repeat=2`;
    const { requests } = open(form, 'nurse');
    await userEvent.type(await screen.findByLabelText(/^ALT/), '31');
    await userEvent.click(screen.getByText('Not done, or not all of it?'));
    expect(screen.getByRole('button', { name: 'Set for 0 items' })).toBeDisabled();
    await userEvent.selectOptions(screen.getByLabelText('One reason for all that is not answered yet'), 'refused');
    await userEvent.click(screen.getByRole('button', { name: 'Set for 2 items' }));
    await userEvent.type(screen.getByLabelText(/When did this happen/), '2026-03-11T10:00');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sentBy(requests)).toBeDefined());
    expect(sentBy(requests)).toMatchObject({ values: { ALT: 31 }, missing: { DRAWN_AT: 'refused', RECEIVED: 'refused' } });
    expect(sentBy(requests).missing).not.toHaveProperty('AST');
  });
});
