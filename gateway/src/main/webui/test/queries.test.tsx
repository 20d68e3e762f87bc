import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { answer } from '../mock/backend';
import { age } from '../src/pages/QueryCard';
import { open } from './app';

const QUERIES = '/studies/KET-TRD-01/queries';
const FORM = '/studies/KET-TRD-01/subjects/01-002/events/PREDOSE/forms/VITALS';

describe('the listing of queries', () => {
  it('begins with what waits for the reader: answers for a data manager, questions for a site', async () => {
    open(QUERIES, 'manager').view.unmount();
    const manager = open(QUERIES, 'manager');
    expect(await screen.findByText('It was measured so.')).toBeInTheDocument();
    expect(screen.queryByText(/The pulse of 132/)).not.toBeInTheDocument();
    manager.view.unmount();
    open(QUERIES, 'nurse');
    expect(await screen.findByText(/The pulse of 132/)).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('is chosen by status, site, age and order', async () => {
    const { requests } = open(QUERIES, 'manager');
    await userEvent.selectOptions(await screen.findByLabelText('Status'), 'open');
    await userEvent.selectOptions(screen.getByLabelText('Site'), '02');
    await userEvent.selectOptions(screen.getByLabelText('At least so old'), '15');
    await userEvent.selectOptions(screen.getByLabelText('Order'), 'newest');
    await waitFor(() =>
      expect(requests.at(-1)?.path).toBe(
        '/api/ecrf/studies/KET-TRD-01/queries?site=02&status=open&minAgeDays=15&sort=newest&limit=50',
      ),
    );
  });

  it('comes for one site from its work list', async () => {
    const { requests } = open(`${QUERIES}?site=02`, 'manager');
    await screen.findByLabelText('Status');
    expect(screen.getByLabelText('Site')).toHaveValue('02');
    expect(requests.some((r) => /\/queries\?site=02&status=answered/.test(r.path))).toBe(true);
  });

  it('is of all sites where the address names one that is not the reader’s', async () => {
    const { requests } = open(`${QUERIES}?site=02`, 'nurse');
    await screen.findByText(/The pulse of 132/);
    expect(requests.some((r) => r.path.includes('site=02'))).toBe(false);
  });

  it('counts by site and age what is not closed', async () => {
    open(QUERIES, 'manager');
    const ages = await screen.findByRole('table', { name: 'Not closed, by age in days' });
    expect(within(ages).getByText('0 open, 1 answered')).toBeInTheDocument();
  });

  it('closes the selected with one word, and names those with which somebody else was faster', async () => {
    const { requests } = open(QUERIES, 'manager');
    await userEvent.click(await screen.findByLabelText('Select all 2 shown'));
    expect(screen.getByText('2 selected')).toBeInTheDocument();
    const close = screen.getByRole('button', { name: 'Close the selected' });
    expect(close).toBeDisabled();
    await userEvent.type(screen.getByLabelText('The last word in each of them'), 'Thank you.');
    await userEvent.click(close);
    expect(await screen.findByText('mona.monitor closed it a moment ago.')).toBeInTheDocument();
    expect(screen.getByText('1 done.')).toBeInTheDocument();
    expect(requests.find((r) => r.method === 'POST')?.body).toEqual({
      entries: [
        { action: 'close', query: 'q2', text: 'Thank you.' },
        { action: 'close', query: 'q3', text: 'Thank you.' },
      ],
    });
    expect(screen.queryByText('2 selected')).not.toBeInTheDocument();
  });

  it('forgets a selection with the listing that it was made in', async () => {
    open(QUERIES, 'manager');
    await userEvent.click(await screen.findByLabelText('Select all 2 shown'));
    await userEvent.selectOptions(screen.getByLabelText('Status'), 'closed');
    expect(await screen.findByText('No query is like that.')).toBeInTheDocument();
    expect(screen.queryByText(/selected$/)).not.toBeInTheDocument();
  });

  it.each([
    [0, 'raised today'],
    [1, '1 day old'],
    [18, '18 days old'],
  ])('says of %i days: %s', (days, text) => {
    expect(age(days)).toBe(text);
  });
});

describe('a form', () => {
  it('shows what is asked about it, to be answered beside it', async () => {
    const entry = { values: { SYSBP: 120, DIABP: 80, PULSE: 132 }, missing: {}, occurredAt: '2026-03-02T09:40:00Z' };
    answer('PUT', `/api/ecrf${FORM}?repeat=1`, JSON.stringify(entry), {});
    const { requests } = open(FORM, 'nurse');
    const section = await screen.findByRole('region', { name: 'Queries about this form (1)' });
    expect(within(section).getByRole('link', { name: 'Pulse' })).toBeInTheDocument();
    await userEvent.click(within(section).getByRole('button', { name: 'Answer' }));
    await userEvent.type(within(section).getByLabelText('Your text'), 'It is right.');
    await userEvent.click(within(section).getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(requests.find((r) => r.method === 'POST')?.path).toMatch(/queries\/q1\/answers$/));
  });

  it('is asked about by a data manager, as a whole or one item', async () => {
    const { requests } = open(FORM, 'manager');
    await userEvent.click(await screen.findByRole('button', { name: 'Raise a query' }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.selectOptions(within(dialog).getByLabelText('About'), 'PULSE');
    await userEvent.type(within(dialog).getByLabelText('Your question'), 'Who counted?');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Raise a query' }));
    await waitFor(() =>
      expect(requests.find((r) => r.method === 'POST')?.body).toEqual({
        subject: '01-002',
        event: 'PREDOSE',
        form: 'VITALS',
        repeat: 1,
        item: 'PULSE',
        text: 'Who counted?',
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('is not asked about by those who enter it', async () => {
    open(FORM, 'nurse');
    await screen.findByRole('heading', { name: 'Vital signs' });
    expect(screen.queryByRole('button', { name: 'Raise a query' })).not.toBeInTheDocument();
  });
});
