import { Anchor, Badge, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Access } from '../access';
import { call, newKey } from '../api/client';
import { paths } from '../api/queries';
import type { DataQuery, ScheduledEvent } from '../api/types';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { formatInstant } from '../time';

type Props = {
  study: string;
  subject: string;
  items: DataQuery[];
  events: ScheduledEvent[];
  access: Access;
  zone: string;
};

export function QueryList({ items, ...rest }: Props) {
  if (items.length === 0) {
    return (
      <Text className="panel" p="lg">
        {t('queries.empty')}
      </Text>
    );
  }
  return (
    <Stack gap="md">
      {items.map((query) => (
        <QueryCard key={query.query} query={query} {...rest} />
      ))}
    </Stack>
  );
}

function about(query: DataQuery, events: ScheduledEvent[]): string {
  const event = events.find((candidate) => candidate.event === query.event);
  const form = event?.forms.find((candidate) => candidate.form === query.form);
  return t('queries.about', {
    event: event?.name ?? query.event,
    form: [form?.name ?? query.form, query.item].filter(Boolean).join(' · '),
  });
}

const COLOR = { open: 'orange', answered: 'blue', closed: 'gray' } as const;

function QueryCard({ query, study, subject, events, access, zone }: Omit<Props, 'items'> & { query: DataQuery }) {
  const [act, setAct] = useState<'answers' | 'closure' | null>(null);
  const open = query.status !== 'closed';
  return (
    <Stack className="panel" p="lg" gap="sm" component="article">
      <Group justify="space-between">
        <Anchor
          fw={600}
          renderRoot={(props) => (
            <Link
              to="/studies/$study/subjects/$subject/events/$event/forms/$form"
              params={{ study, subject, event: query.event, form: query.form }}
              search={query.repeat > 1 ? { repeat: query.repeat } : {}}
              {...props}
            />
          )}
        >
          {about(query, events)}
        </Anchor>
        <Badge color={COLOR[query.status]} variant="light" size="lg" tt="none">
          {t(`queries.status.${query.status}`)}
        </Badge>
      </Group>
      <Text>{query.text}</Text>
      <Text size="sm" className="quiet">
        {query.raisedBy}, {formatInstant(query.raisedAt, zone)}
      </Text>
      {query.thread
        .filter((entry) => entry.text && entry.text !== query.text)
        .map((entry) => (
          <Text key={entry.at + entry.action} pl="md" style={{ borderLeft: '3px solid var(--line)' }}>
            {entry.text}
            <Text component="span" size="sm" className="quiet">
              {' '}
              {entry.by}, {formatInstant(entry.at, zone)}
            </Text>
          </Text>
        ))}
      {open && act === null && (
        <Group>
          {access.may('query.answer') && query.status === 'open' && (
            <Button size="sm" onClick={() => setAct('answers')}>
              {t('queries.answer')}
            </Button>
          )}
          {access.may('query.close') && (
            <Button size="sm" variant="default" onClick={() => setAct('closure')}>
              {t('queries.close')}
            </Button>
          )}
        </Group>
      )}
      {act && <Reply study={study} query={query.query} act={act} onDone={() => setAct(null)} />}
    </Stack>
  );
}

type ReplyProps = { study: string; query: string; act: 'answers' | 'closure'; onDone: () => void };

function Reply({ study, query, act, onDone }: ReplyProps) {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () =>
      call('POST', `${paths.study(study)}/queries/${encodeURIComponent(query)}/${act}`, {
        body: { text: text.trim() },
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['study', study] });
      onDone();
    },
  });
  return (
    <Stack gap="sm">
      <Textarea label={t('queries.text')} value={text} onChange={(e) => setText(e.currentTarget.value)} />
      {send.isError && <ProblemAlert error={send.error} />}
      <Group>
        <Button size="sm" loading={send.isPending} disabled={text.trim() === ''} onClick={() => send.mutate()}>
          {act === 'answers' ? t('queries.send') : t('queries.close')}
        </Button>
        <Button size="sm" variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
