import { Alert, Button, Group, List, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call, newKey, ProblemError } from '../../api/client';
import { formQuery, paths, studyQuery, subjectQuery } from '../../api/queries';
import type { FormDefinition, FormEntry, MissingReason, ScheduledEvent, ScheduledForm } from '../../api/types';
import { FormLink } from '../../components/FormLink';
import { reasonLabel, type Reasons } from '../../forms/display';
import { standardReasons, unanswered } from '../../forms/draft';
import { t } from '../../i18n';
import { formatShort, now } from '../../time';

type Props = { study: string; subject: string; zone: string; event: ScheduledEvent; forms: ScheduledForm[] };

/** A visit at which nothing was done: each of its empty forms is saved with one reason at all its items. */
export function MissedVisit(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)} aria-label={`${t('visits.missed.button')}: ${props.event.name}`}>
        {t('visits.missed.button')}
      </Button>
      {open && <Dialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

type Outcome = { form: ScheduledForm; problem: string | null };

function Dialog({ study, subject, zone, event, forms, onClose }: Props & { onClose: () => void }) {
  const queries = useQueryClient();
  const reasons = useQuery(studyQuery(study)).data?.missingReasons;
  const version = useQuery(subjectQuery(study, subject)).data?.definitionVersion;
  const [reason, setReason] = useState<MissingReason>('');
  const [why, setWhy] = useState('');
  // The dialog goes on with the forms that were empty when it was opened.
  const [all] = useState(forms);
  const [at] = useState(() => whenItWasDue(event));
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const keys = useRef<Record<string, string>>({});
  const saveOne = async ({ form }: ScheduledForm) => {
    const definition = await queries.fetchQuery(formQuery(study, form, version));
    const entry = notDone(definition, { reason, why: why.trim(), at, reasons });
    const content = form + JSON.stringify(entry);
    keys.current[content] ??= newKey();
    const address = { study, subject, event: event.event, form, repeat: 1 };
    await call('PUT', `${paths.record(address)}?repeat=1`, {
      body: entry,
      headers: { 'If-None-Match': '*', 'Idempotency-Key': keys.current[content] },
    });
  };
  const save = useMutation({
    mutationFn: async () => {
      const saved = new Set(outcomes.filter(({ problem }) => problem === null).map(({ form }) => form.form));
      const found = outcomes.filter(({ problem }) => problem === null);
      for (const form of all.filter(({ form }) => !saved.has(form))) {
        const problem = await saveOne(form).then(() => null, problemText);
        found.push({ form, problem });
        setOutcomes([...found]);
      }
      return found.every(({ problem }) => problem === null);
    },
    onSuccess: async (done) => {
      await queries.invalidateQueries({ queryKey: ['study', study, 'subject', subject] });
      if (done) {
        onClose();
      }
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('visits.missed.title', { event: event.name })} centered size="lg">
      <Stack>
        <Text>{t('visits.missed.text', { at: formatShort(at, zone) })}</Text>
        <List size="sm">
          {all.map((form) => (
            <List.Item key={form.form}>{form.name}</List.Item>
          ))}
        </List>
        <NativeSelect
          label={t('visits.missed.reason')}
          required
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
          data={[
            { value: '', label: t('form.choose') },
            ...standardReasons(reasons).map((value) => ({ value, label: reasonLabel(value, reasons) })),
          ]}
        />
        <Textarea label={t('visits.missed.why')} required maxLength={2000} value={why} onChange={(e) => setWhy(e.currentTarget.value)} />
        <Refused study={study} subject={subject} event={event} outcomes={outcomes} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={save.isPending} disabled={reason === '' || why.trim() === ''} onClick={() => save.mutate()}>
            {t('visits.missed.confirm', { count: all.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type RefusedProps = { study: string; subject: string; event: ScheduledEvent; outcomes: Outcome[] };

function Refused({ study, subject, event, outcomes }: RefusedProps) {
  const refused = outcomes.filter(({ problem }) => problem !== null);
  return refused.length === 0 ? null : (
    <Alert color="red" role="alert" title={t('visits.missed.refused', { count: refused.length })}>
      <List size="sm" c="dark.8">
        {refused.map(({ form, problem }) => (
          <List.Item key={form.form}>
            <FormLink study={study} at={{ subject, event: event.event, form: form.form, repeat: 1 }}>
              {form.name}
            </FormLink>
            : {problem}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** The intended time, so that a visit which did not take place is not one outside its window; now where none is intended or it is to come. */
function whenItWasDue(event: ScheduledEvent): string {
  const present = now();
  return event.target && Date.parse(event.target) <= Date.parse(present) ? event.target : present;
}

type What = { reason: MissingReason; why: string; at: string; reasons: Reasons };

/** Rows of a repeating group that nobody began are none. */
function notDone(definition: FormDefinition, { reason, why, at, reasons }: What): FormEntry {
  const once = { ...definition, itemGroups: definition.itemGroups.filter((group) => !group.repeating) };
  const items = unanswered(once, {}, reason, reasons, []);
  return {
    occurredAt: at,
    values: {},
    missing: Object.fromEntries(items.map((item) => [item, reason])),
    windowReason: why,
  };
}

function problemText(failure: unknown): string {
  if (!(failure instanceof ProblemError)) {
    throw failure;
  }
  const { detail, title, findings } = failure.problem;
  return [detail ?? title, ...(findings ?? []).map((finding) => finding.message)].join(' ');
}
