import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Access } from '../access';
import type { DataQuery, ScheduledEvent } from '../api/types';
import { t } from '../i18n';
import { QueryCard } from './QueryCard';

type Props = {
  study: string;
  items: DataQuery[];
  events: ScheduledEvent[];
  access: Access;
  zone: string;
};

const AT_ONCE = 50;

/** The queries about a subject. */
export function QueryList({ items, events, ...rest }: Props) {
  const [shown, setShown] = useState(AT_ONCE);
  if (items.length === 0) {
    return (
      <Text className="panel" p="lg">
        {t('queries.empty')}
      </Text>
    );
  }
  return (
    <Stack gap="md">
      {items.slice(0, shown).map((query) => (
        <QueryCard key={query.query} query={query} about={about(query, events)} {...rest} />
      ))}
      {items.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + AT_ONCE)}>
          {t('queries.more', { shown, count: items.length })}
        </Button>
      )}
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
