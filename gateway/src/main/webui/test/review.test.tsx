import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from '../mock/backend';
import { open } from './app';

const SUBJECT = '/studies/KET-TRD-01/subjects/01-002';

beforeEach(() => sessionStorage.clear());

/** Somebody saves a form, from another computer. */
function saved(form: string, values: Record<string, number>) {
  const entry = { values, missing: {}, occurredAt: '2026-03-04T09:40:00Z', reasonForChange: 'Read again' };
  answer('PUT', `/api/ecrf${form}?repeat=1`, JSON.stringify(entry), {});
}

const posts = (requests: { method: string; path: string; body: unknown }[]) => requests.filter((r) => r.method === 'POST');

describe('what is on the screen', () => {
  it('is reviewed, and not what somebody saved meanwhile', async () => {
    const form = `${SUBJECT}/events/PLUS40/forms/VITALS`;
    saved(form, { SYSBP: 120, DIABP: 80 });
    const { requests, queries } = open(form, 'monitor');
    await screen.findByRole('button', { name: 'Mark as reviewed' });
    saved(form, { SYSBP: 150, DIABP: 80 });
    // As it happens whenever the person comes back to the window.
    await queries.refetchQueries({ predicate: (query) => query.queryKey.includes('standing') });

    const alert = await screen.findByText('Revision 2 was saved after you had looked at revision 1');
    expect(screen.queryByRole('button', { name: 'Mark as reviewed' })).not.toBeInTheDocument();
    const box = within(alert.closest('[role="alert"]')!);
    expect(await box.findByRole('row', { name: /Systolic blood pressure 120 mmHg 150 mmHg/ })).toBeInTheDocument();

    await userEvent.click(box.getByRole('button', { name: 'I have seen this: show revision 2' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Mark as reviewed' }));
    expect(screen.getByText('150 mmHg')).toBeInTheDocument();
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Mark as reviewed' }));
    await waitFor(() => expect(posts(requests).map((r) => r.body)).toEqual([{ revision: 2 }]));
  });

  it('is sent by its number, so that the service refuses what is overtaken, and the page says what changed', async () => {
    const form = `${SUBJECT}/events/PLUS80/forms/VITALS`;
    saved(form, { SYSBP: 120, DIABP: 80 });
    const { requests } = open(form, 'monitor');
    await userEvent.click(await screen.findByRole('button', { name: 'Mark as reviewed' }));
    const dialog = await screen.findByRole('dialog');
    saved(form, { SYSBP: 120, DIABP: 95 });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Mark as reviewed' }));
    expect(await screen.findByText('Revision 2 was saved after you had looked at revision 1')).toBeInTheDocument();
    expect(posts(requests).map((r) => r.body)).toEqual([{ revision: 1 }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(await screen.findByRole('row', { name: /Diastolic blood pressure 80 mmHg 95 mmHg/ })).toBeInTheDocument();
  });

  it('is what a signature waits with while the person signs in again', async () => {
    const form = `${SUBJECT}/events/PLUS230/forms/VITALS`;
    saved(form, { SYSBP: 120, DIABP: 80 });
    const assign = vi.fn();
    vi.stubGlobal('location', { ...window.location, pathname: form, search: '', assign });
    const first = open(form, 'investigator');
    await userEvent.click(await screen.findByRole('button', { name: 'Sign' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Sign' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in and come back' }));
    expect(posts(first.requests).map((r) => r.body)).toMatchObject([{ revision: 1 }]);
    first.view.unmount();
    saved(form, { SYSBP: 160, DIABP: 80 });

    const second = open(form, 'investigator');
    answer('GET', `/sign-in?reauthenticate=true&returnTo=${form}`, '', {});
    expect(await screen.findByText('Revision 2 was saved after you had looked at revision 1')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(posts(second.requests)).toEqual([]);
    vi.unstubAllGlobals();
  });
});

describe('a verification against the source', () => {
  it('shows what is not verified, and is of the items that were ticked', async () => {
    const form = `${SUBJECT}/events/PREDOSE/forms/VITALS`;
    saved(form, { SYSBP: 120, DIABP: 80, PULSE: 70 });
    const { requests } = open(form, 'monitor');
    expect(await screen.findAllByText('Not verified')).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Verify against the source' }));
    const dialog = within(await screen.findByRole('dialog'));
    const confirm = dialog.getByRole('button', { name: 'Verify against the source' });
    expect(confirm).toBeDisabled();
    await userEvent.click(dialog.getByLabelText('All 2'));
    await userEvent.click(dialog.getByLabelText('Diastolic blood pressure: 80 mmHg'));
    expect(dialog.getByText(/you compared 1 answers of revision 1/)).toBeInTheDocument();
    await userEvent.click(confirm);
    await waitFor(() => expect(posts(requests).map((r) => r.body)).toEqual([{ revision: 1, items: ['PULSE'] }]));
  });

  it('does not mark anything for those who do not verify', async () => {
    open(`${SUBJECT}/events/PREDOSE/forms/VITALS`, 'investigator');
    await screen.findByText('120 mmHg');
    expect(screen.queryByText('Not verified')).not.toBeInTheDocument();
  });
});

describe('the signature on all of a subject', () => {
  const place = `${SUBJECT}/events/PLUS40/forms/SUICIDALITY`;

  it('is on what the person had looked at before signing in again, and names the forms that changed since', async () => {
    const assign = vi.fn();
    vi.stubGlobal('location', { ...window.location, pathname: SUBJECT, search: '', assign });
    const first = open(SUBJECT, 'investigator');
    await userEvent.click(await screen.findByRole('tab', { name: 'Review' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign all of the subject' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Sign all of the subject' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in and come back' }));
    const hash = (posts(first.requests).at(-1)?.body as { contentHash: string }).contentHash;
    first.view.unmount();
    saved(place.replace('SUICIDALITY', 'CADSS'), { SCORE: 3 });

    const { requests } = open(SUBJECT, 'investigator');
    answer('GET', `/sign-in?reauthenticate=true&returnTo=${SUBJECT}`, '', {});
    const title = await screen.findByText('Data of this subject changed after you had looked at it');
    const alert = within(title.closest('[role="alert"]')!);
    expect(await alert.findByRole('link', { name: '+40 minutes · Dissociation (CADSS)' })).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(posts(requests)).toEqual([]);

    await userEvent.click(alert.getByRole('button', { name: /I have seen this/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign all of the subject' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Sign all of the subject' }));
    await waitFor(() => expect(posts(requests)).toHaveLength(1));
    expect((posts(requests)[0]!.body as { contentHash: string }).contentHash).not.toBe(hash);
    vi.unstubAllGlobals();
  });
});
